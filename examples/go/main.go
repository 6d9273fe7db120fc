// Command publishing publishes what VOD has edited, told of it by the vod-events workers.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/worker"

	"example.com/publishing/vodevents"
)

const usage = `usage: publishing worker
       publishing submit SOURCE FILE
       publishing pause|resume|status SOURCE`

func main() {
	log.SetFlags(0)
	if err := run(context.Background(), os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, args []string) error {
	if !isComplete(args) {
		return fmt.Errorf("%s", usage)
	}
	// As TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY … or the profile of the Temporal CLI say.
	options, err := envconfig.LoadDefaultClientOptions()
	if err != nil {
		return fmt.Errorf("read the settings of Temporal: %w", err)
	}
	temporal, err := client.DialContext(ctx, options)
	if err != nil {
		return fmt.Errorf("connect to Temporal: %w", err)
	}
	defer temporal.Close()
	if args[0] == "worker" {
		return work(temporal)
	}
	source := vodevents.Source{
		Client:    temporal,
		Name:      args[1],
		TaskQueue: cmp.Or(os.Getenv("VOD_EVENTS_TASK_QUEUE"), "vod-events"),
	}
	switch args[0] {
	case "submit":
		return submit(ctx, source, args[2])
	case "pause":
		return source.Pause(ctx)
	case "resume":
		return source.Resume(ctx)
	default:
		status, err := source.Status(ctx)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(status)
	}
}

func isComplete(args []string) bool {
	if len(args) == 0 {
		return false
	}
	wanted := map[string]int{"worker": 1, "submit": 3, "pause": 2, "resume": 2, "status": 2}
	return wanted[args[0]] == len(args)
}

func work(temporal client.Client) error {
	w := worker.New(temporal, cmp.Or(os.Getenv("PUBLISHING_TASK_QUEUE"), "publishing"), worker.Options{})
	w.RegisterWorkflow(PublishClip)
	w.RegisterActivity(Publish)
	return w.Run(worker.InterruptCh())
}

func submit(ctx context.Context, source vodevents.Source, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var events []json.RawMessage
	if err := json.Unmarshal(text, &events); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	result, err := source.Submit(ctx, events)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}
