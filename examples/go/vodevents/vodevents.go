// Package vodevents calls the workflows of vod-events: by name, with plain JSON.
package vodevents

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
)

// BatchInput is the input of vodEventBatch.
type BatchInput struct {
	Version int    `json:"version"`
	Source  string `json:"source"`
	// PulledAt is when the events arrived, ms since 1970.
	PulledAt int64 `json:"pulledAt"`
	// Events is the EventSet as VOD returned it. An event without EventHandle is processed and needs no confirm.
	Events []json.RawMessage `json:"events"`
}

// BatchResult is the result of vodEventBatch.
type BatchResult struct {
	Done        int      `json:"done"`
	Owned       int      `json:"owned"`
	Left        int      `json:"left"`
	Confirmed   int      `json:"confirmed"`
	Unconfirmed []string `json:"unconfirmed"`
	Unfinished  []int    `json:"unfinished"`
}

// HaltReason is what halted a poller: a cause that a person has to mend.
type HaltReason struct {
	Type      string `json:"type"`
	Message   string `json:"message"`
	Code      string `json:"code,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}

// PollerStatus is the answer of the query status.
type PollerStatus struct {
	Source string `json:"source"`
	// State is running, paused or halted.
	State string `json:"state"`
	// Since is in ms since 1970.
	Since  int64       `json:"since"`
	Halted *HaltReason `json:"halted,omitempty"`
}

// Source is a VOD application whose events the vod-events workers consume.
type Source struct {
	Client client.Client
	// Name is the SubAppId, or default.
	Name string
	// TaskQueue is that of the vod-events workers.
	TaskQueue string
}

// Submit has a set of events processed and waits until it is. The same set again is the same batch.
func (s Source) Submit(ctx context.Context, events []json.RawMessage) (result BatchResult, err error) {
	set, err := json.Marshal(events)
	if err != nil {
		return result, fmt.Errorf("encode the events: %w", err)
	}
	batch, err := s.Client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:        fmt.Sprintf("vod-batch/%s/%x", s.Name, sha256.Sum256(set)),
		TaskQueue: s.TaskQueue,
		// With a batch of this id there already, open or closed, this is a handle to it.
		WorkflowIDReusePolicy: enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
	}, "vodEventBatch", BatchInput{
		Version:  1,
		Source:   s.Name,
		PulledAt: time.Now().UnixMilli(),
		Events:   events,
	})
	if err != nil {
		return result, fmt.Errorf("start vodEventBatch: %w", err)
	}
	return result, batch.Get(ctx, &result)
}

// Pause stops pulling, which takes up to 5 s. What was pulled is finished.
func (s Source) Pause(ctx context.Context) error {
	return s.Client.SignalWorkflow(ctx, s.pollerID(), "", "pause", nil)
}

// Resume goes on pulling, at once even when halted.
func (s Source) Resume(ctx context.Context) error {
	return s.Client.SignalWorkflow(ctx, s.pollerID(), "", "resume", nil)
}

// Status asks the poller how it is.
func (s Source) Status(ctx context.Context) (status PollerStatus, err error) {
	answer, err := s.Client.QueryWorkflow(ctx, s.pollerID(), "", "status")
	if err != nil {
		return status, fmt.Errorf("ask the poller: %w", err)
	}
	return status, answer.Get(&status)
}

func (s Source) pollerID() string { return "vod-poller/" + s.Name }
