package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"
)

// doubleClicked reports whether a person started the program from the Explorer of Windows
// and not from a command line.
func doubleClicked(args []string) bool {
	cobra.MousetrapHelpText = "" // else cobra sends the person away to a command line
	return len(args) == 0 && mousetrap.StartedByExplorer()
}

// start is what a double click does: the portal of the folder where the program lies, in the
// browser. The window stays until a person has read why it could not start.
func start(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) int {
	program, err := os.Executable()
	if err != nil {
		fmt.Fprintf(stderr, "vanthu: %v\n", err)
		return exitFailed
	}
	code := execute(ctx, []string{"serve", "--open", "--home", filepath.Dir(program)}, stdout, stderr)
	if code != exitDone {
		fmt.Fprint(stdout, "\nChương trình chưa chạy được vì lý do ghi ở trên. Nhấn Enter để đóng cửa sổ này.")
		bufio.NewReader(stdin).ReadString('\n')
	}
	return code
}

// browse opens an address in the browser of whoever sits at the machine.
func browse(address string) error {
	opener := []string{"xdg-open"}
	switch runtime.GOOS {
	case "windows":
		opener = []string{"rundll32", "url.dll,FileProtocolHandler"}
	case "darwin":
		opener = []string{"open"}
	}
	return exec.Command(opener[0], append(opener[1:], address)...).Run()
}

// looking asks at this machine whether a portal is there. Its certificate may name the
// machine as others call it: nothing but a greeting is told or taken, so none is proved.
var looking = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}}

// served reports whether a portal answers at an address.
func served(ctx context.Context, base string) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/healthz", nil)
	if err != nil {
		return false
	}
	resp, err := looking.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(resp.Body, 10))
	return resp.StatusCode == http.StatusOK && string(said) == "ok\n"
}
