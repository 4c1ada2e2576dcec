package server

import (
	"context"
	"net/url"
	"strings"
)

// Below is a folder of a root, as a root of its own; empty stands for the root.
func Below(root Server, folder string) Server {
	if folder = strings.Trim(folder, "/"); folder == "" || folder == "." {
		return root
	}
	return within{root, folder}
}

type within struct {
	root   Server
	folder string
}

func (w within) Get(ctx context.Context, name string, as Login) Answer {
	return w.root.Get(ctx, w.folder+"/"+strings.TrimPrefix(name, "/"), as)
}

func (w within) Put(ctx context.Context, name string, data []byte, as Login) Answer {
	return w.root.Put(ctx, w.folder+"/"+strings.TrimPrefix(name, "/"), data, as)
}

func (w within) URL() string                      { return strings.TrimSuffix(w.root.URL(), "/") + "/" + w.folder }
func (w within) At(root *url.URL) (Server, error) { return w.root.At(root) }
func (w within) Close() error                     { return w.root.Close() }
