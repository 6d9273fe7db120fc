package main

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/workflow"
)

// EditMediaComplete is the event. Key is its id, the same however often VOD delivers it.
type EditMediaComplete struct {
	Version int           `json:"version"`
	Source  string        `json:"source"`
	Key     string        `json:"key"`
	Type    string        `json:"type"`
	Payload EditMediaTask `json:"payload"`
}

// EditMediaTask has VOD's own names. What is not named here is left out when the argument is read.
type EditMediaTask struct {
	TaskID  string      `json:"TaskId"`
	ErrCode int         `json:"ErrCode"`
	Output  *EditOutput `json:"Output"`
}

// EditOutput is the file that an edit made.
type EditOutput struct {
	FileID  string `json:"FileId"`
	FileURL string `json:"FileUrl"`
}

// Publication is the result of PublishClip.
type Publication struct {
	Published bool   `json:"published"`
	Reason    string `json:"reason,omitempty"`
}

// Clip is what the catalogue is told.
type Clip struct {
	IdempotencyKey string
	FileID         string
	URL            string
}

// PublishClip is what the vod-events workers start for every EditMediaComplete, because a route of theirs says so.
func PublishClip(ctx workflow.Context, event EditMediaComplete) (Publication, error) {
	edit := event.Payload
	if edit.ErrCode != 0 || edit.Output == nil {
		return Publication{Reason: fmt.Sprintf("the edit failed with code %d", edit.ErrCode)}, nil
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	clip := Clip{IdempotencyKey: event.Key, FileID: edit.Output.FileID, URL: edit.Output.FileURL}
	if err := workflow.ExecuteActivity(ctx, Publish, clip).Get(ctx, nil); err != nil {
		return Publication{}, err
	}
	return Publication{Published: true}, nil
}

// Publish is where this service would talk to its catalogue.
func Publish(ctx context.Context, clip Clip) error {
	activity.GetLogger(ctx).Info("published", "fileId", clip.FileID)
	return nil
}
