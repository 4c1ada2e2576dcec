package server

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// tftp is a root that a TFTP server has (RFC 1350, with the options of RFC 2348 and
// 2349). It knows no passwords.
type tftp struct {
	root    *url.URL
	options Options
}

// Opcodes of RFC 1350 and 2347.
const (
	opRead  = 1
	opWrite = 2
	opData  = 3
	opAck   = 4
	opError = 5
	opSet   = 6
)

const (
	smallBlock = 512  // of a server that knows no options
	largeBlock = 1428 // fits an Ethernet frame
	attempts   = 4    // of a packet that is not answered
)

// refusal is what a TFTP server says of a request.
type refusal struct {
	code uint16
	text string
}

func (r refusal) Error() string { return r.text }

func (t *tftp) URL() string { return clean(t.root) }

func (t *tftp) At(root *url.URL) (Server, error) { return at(t.root, root, t.options) }

func (t *tftp) Close() error { return nil }

func (t *tftp) Get(ctx context.Context, name string, _ Login) Answer {
	a := Answer{Method: "RRQ", URL: clean(below(t.root, name))}
	data, err := t.exchange(ctx, opRead, name, nil)
	a.Data = data
	return t.told(ctx, a, Found, err)
}

func (t *tftp) Put(ctx context.Context, name string, data []byte, _ Login) Answer {
	a := Answer{Method: "WRQ", URL: clean(below(t.root, name))}
	_, err := t.exchange(ctx, opWrite, name, data)
	return t.told(ctx, a, Stored, err)
}

var errTooLarge = errors.New("too large")

// told tells how an exchange ended.
func (t *tftp) told(ctx context.Context, a Answer, good Outcome, err error) Answer {
	var refused refusal
	switch {
	case err == nil:
		a.Outcome, a.Status = good, string(good)
		return a
	case errors.As(err, &refused) && refused.code == 1:
		a.Outcome, a.Status = Missing, "file not found"
	case errors.As(err, &refused) && refused.code == 2:
		a.Outcome, a.Status = Denied, "access violation"
	case errors.As(err, &refused):
		a.Outcome, a.Status = Failed, "error "+strconv.Itoa(int(refused.code))
		a.Fault = fmt.Sprintf("%s is refused with TFTP error %d: look at the server's log", a.URL, refused.code)
	case errors.Is(err, errTooLarge):
		a.Outcome, a.Status, a.Fault = Failed, "too large", tooLarge(a.URL, t.options.MaxSize)
	case ctx.Err() != nil:
		a.Outcome, a.Status, a.Fault = Failed, "no answer", "interrupted"
	default:
		a.Outcome, a.Status = Failed, "no answer"
		a.Fault = fmt.Sprintf("%s does not answer by TFTP: the handset shows that it cannot reach the server; look whether the server runs, and whether a firewall lets UDP through", t.root.Host)
	}
	a.Data = nil
	return a
}

// exchange reads a file, or writes one, block by block.
func (t *tftp) exchange(ctx context.Context, op uint16, name string, data []byte) ([]byte, error) {
	server, err := net.ResolveUDPAddr("udp", net.JoinHostPort(t.root.Hostname(), port(t.root)))
	if err != nil {
		return nil, err
	}
	conn, err := net.ListenUDP("udp", nil)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.SetReadDeadline(time.Now()) })()

	x := &exchange{conn: conn, to: server, ctx: ctx, wait: t.options.Timeout / attempts, block: smallBlock}
	path := strings.TrimPrefix(below(t.root, name).Path, "/")
	request := binary.BigEndian.AppendUint16(nil, op)
	for _, s := range []string{path, "octet", "blksize", strconv.Itoa(largeBlock)} {
		request = append(append(request, s...), 0)
	}
	if op == opRead {
		return x.read(request, t.options.MaxSize)
	}
	return nil, x.write(request, data)
}

// exchange is one transfer.
type exchange struct {
	conn  *net.UDPConn
	to    *net.UDPAddr // the server, and once it has answered the port of the transfer
	bound bool
	ctx   context.Context
	wait  time.Duration
	block int
}

// read asks for a file and takes its blocks.
func (x *exchange) read(packet []byte, limit int64) ([]byte, error) {
	var file bytes.Buffer
	for next := uint16(1); ; {
		op, rest, err := x.turn(packet, func(op, number uint16) bool {
			return op == opSet && next == 1 || op == opData && number == next
		})
		if err != nil {
			return nil, err
		}
		if op == opSet {
			x.set(rest)
			packet = ack(0)
			continue
		}
		chunk := rest[2:]
		file.Write(chunk)
		if int64(file.Len()) > limit {
			x.conn.WriteToUDP([]byte{0, opError, 0, 3, 't', 'o', 'o', ' ', 'l', 'a', 'r', 'g', 'e', 0}, x.to)
			return nil, errTooLarge
		}
		packet = ack(next)
		if len(chunk) < x.block {
			x.conn.WriteToUDP(packet, x.to)
			return file.Bytes(), nil
		}
		next++ // and from the last number to 0
	}
}

// write announces a file and sends its blocks.
func (x *exchange) write(packet, data []byte) error {
	op, rest, err := x.turn(packet, func(op, number uint16) bool { return op == opSet || op == opAck && number == 0 })
	if err != nil {
		return err
	}
	if op == opSet {
		x.set(rest)
	}
	for number := uint16(1); ; number++ {
		chunk := data[:min(len(data), x.block)]
		data = data[len(chunk):]
		packet = append(binary.BigEndian.AppendUint16([]byte{0, opData}, number), chunk...)
		if _, _, err := x.turn(packet, func(op, n uint16) bool { return op == opAck && n == number }); err != nil {
			return err
		}
		if len(chunk) < x.block {
			return nil
		}
	}
}

// turn sends a packet until one comes that is awaited. What is late or twice is passed
// over.
func (x *exchange) turn(packet []byte, awaited func(op, number uint16) bool) (op uint16, rest []byte, err error) {
	buffer := make([]byte, 64<<10)
	for range attempts {
		if _, err := x.conn.WriteToUDP(packet, x.to); err != nil {
			return 0, nil, err
		}
		deadline := time.Now().Add(x.wait)
		for {
			if err := x.ctx.Err(); err != nil {
				return 0, nil, err
			}
			x.conn.SetReadDeadline(deadline)
			n, from, err := x.conn.ReadFromUDP(buffer)
			if errors.Is(err, os.ErrDeadlineExceeded) {
				break
			}
			if err != nil {
				return 0, nil, err
			}
			if !from.IP.Equal(x.to.IP) || x.bound && from.Port != x.to.Port || n < 4 {
				continue // somebody else's
			}
			x.to, x.bound = from, true
			op, rest := binary.BigEndian.Uint16(buffer), buffer[2:n]
			number := binary.BigEndian.Uint16(rest)
			if op == opError {
				return 0, nil, refusal{number, "refused"}
			}
			if awaited(op, number) {
				return op, rest, nil
			}
		}
	}
	return 0, nil, os.ErrDeadlineExceeded
}

// set takes what options the server agreed to.
func (x *exchange) set(rest []byte) {
	fields := strings.Split(string(rest), "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		if size, err := strconv.Atoi(fields[i+1]); err == nil && strings.EqualFold(fields[i], "blksize") && size >= 8 && size <= largeBlock {
			x.block = size
		}
	}
}

func ack(number uint16) []byte {
	return binary.BigEndian.AppendUint16([]byte{0, opAck}, number)
}
