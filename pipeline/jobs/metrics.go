package jobs

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"vanthu/pipeline/db"
)

// Metrics counts what this process does, and tells the state of the queue, in a registry
// of its own. A nil *Metrics counts nothing.
type Metrics struct {
	registry  *prometheus.Registry
	stages    *prometheus.HistogramVec
	documents *prometheus.CounterVec
	findings  *prometheus.CounterVec
}

// NewMetrics returns metrics over a database.
func NewMetrics(d *db.DB) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		stages: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "vanthu_stage_seconds",
			Help: "Time that a stage took: make, keep, shelf, job.", Buckets: prometheus.ExponentialBuckets(0.001, 2.5, 14)}, []string{"stage"}),
		documents: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "vanthu_documents_total",
			Help: "Documents made by jobs of this process."}, []string{"kind"}),
		findings: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "vanthu_findings_total",
			Help: "Findings in documents made by jobs of this process."}, []string{"severity"}),
	}
	m.registry.MustRegister(m.stages, m.documents, m.findings, &queueCollector{d},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler serves the metrics as Prometheus reads them.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// Stage notes how long a stage took.
func (m *Metrics) Stage(name string, took time.Duration) {
	if m != nil {
		m.stages.WithLabelValues(name).Observe(took.Seconds())
	}
}

// Document counts a document and its findings, by severity.
func (m *Metrics) Document(kind string, severities []string) {
	if m == nil {
		return
	}
	m.documents.WithLabelValues(kind).Inc()
	for _, s := range severities {
		m.findings.WithLabelValues(s).Inc()
	}
}

var (
	jobsByState = prometheus.NewDesc("vanthu_jobs", "Jobs in the queue by state; those that ended are forgotten after a day.", []string{"state"}, nil)
	runsByState = prometheus.NewDesc("vanthu_runs", "Runs of scheduled jobs by state.", []string{"state"}, nil)
	held        = prometheus.NewDesc("vanthu_schedule_held", "1 where a job is held because its dry run failed, with the first line of the reason.", []string{"job", "reason"}, nil)
	next        = prometheus.NewDesc("vanthu_schedule_next_timestamp_seconds", "When a job is due next.", []string{"job"}, nil)
	overdue     = prometheus.NewDesc("vanthu_schedule_overdue_seconds", "For how long a job has been due that is not queued; 0 where none is.", []string{"job"}, nil)
	alertsOf    = prometheus.NewDesc("vanthu_alerts", "Troubles that last, by what they are about.", []string{"about"}, nil)
	ready       = prometheus.NewDesc("vanthu_ready", "1 where the database answers and its file is the one that was opened.", nil, nil)
	queueAge    = prometheus.NewDesc("vanthu_queue_age_seconds", "Age of the oldest run that nobody began; 0 where none waits.", nil, nil)
)

// queueCollector reads the queue when it is asked: all processes tell the same.
type queueCollector struct{ d *db.DB }

func (q *queueCollector) Describe(c chan<- *prometheus.Desc) {
	c <- jobsByState
	c <- runsByState
	c <- queueAge
	c <- ready
	c <- held
	c <- next
	c <- overdue
	c <- alertsOf
}

func (q *queueCollector) Collect(c chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	isReady := 1.0
	if q.d.Intact() != nil || q.d.Reader.PingContext(ctx) != nil {
		isReady = 0
	}
	c <- prometheus.MustNewConstMetric(ready, prometheus.GaugeValue, isReady)
	if isReady == 0 { // what was read of it would be wrong
		return
	}
	for _, g := range []struct {
		desc   *prometheus.Desc
		query  string
		states []string // told even where there is none
	}{
		{jobsByState, `SELECT CAST(state AS TEXT) AS state, COUNT(*) AS n FROM river_job GROUP BY state`,
			[]string{"available", "running", "retryable", "completed", "cancelled", "discarded"}},
		{runsByState, `SELECT state, COUNT(*) AS n FROM runs GROUP BY state`, []string{"queued", "done", "failed", "cancelled"}},
	} {
		var rows []struct {
			State string `db:"state"`
			N     int64  `db:"n"`
		}
		if err := q.d.Reader.SelectContext(ctx, &rows, g.query); err != nil {
			c <- prometheus.NewInvalidMetric(g.desc, err)
			continue
		}
		counts := make(map[string]int64, len(g.states))
		for _, s := range g.states {
			counts[s] = 0
		}
		for _, r := range rows {
			counts[r.State] = r.N
		}
		for state, n := range counts {
			c <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, float64(n), state)
		}
	}
	var waiting []time.Time
	if err := q.d.Reader.SelectContext(ctx, &waiting, `SELECT queued_at FROM runs WHERE state = 'queued' AND started_at IS NULL ORDER BY queued_at LIMIT 1`); err != nil {
		c <- prometheus.NewInvalidMetric(queueAge, err)
		return
	}
	age := 0.0
	if len(waiting) > 0 {
		age = max(0, time.Since(waiting[0]).Seconds())
	}
	c <- prometheus.MustNewConstMetric(queueAge, prometheus.GaugeValue, age)
	q.collectSchedules(ctx, c)
}

func (q *queueCollector) collectSchedules(ctx context.Context, c chan<- prometheus.Metric) {
	var rows []scheduleRow
	err := q.d.Reader.SelectContext(ctx, &rows, `SELECT job, next_at, held FROM schedules WHERE NOT paused`)
	alerts, err2 := Alerts(ctx, q.d)
	if err = errors.Join(err, err2); err != nil {
		c <- prometheus.NewInvalidMetric(next, err)
		return
	}
	for _, r := range rows {
		isHeld := 0.0
		if r.Held != "" {
			isHeld = 1
		}
		reason, _, _ := strings.Cut(r.Held, "\n")
		c <- prometheus.MustNewConstMetric(held, prometheus.GaugeValue, isHeld, r.Job, short(strings.ToValidUTF8(reason, "?")))
		c <- prometheus.MustNewConstMetric(next, prometheus.GaugeValue, float64(r.Next.Unix()), r.Job)
		c <- prometheus.MustNewConstMetric(overdue, prometheus.GaugeValue, max(0, time.Since(r.Next).Seconds()), r.Job)
	}
	about := map[string]int{"held": 0, "overdue": 0, "missed": 0, "shelf": 0, "disk": 0, "broken": 0, "waits": 0, "failed": 0, "findings": 0}
	for _, a := range alerts {
		what, _, _ := strings.Cut(a.Subject, " ")
		about[what]++
	}
	for what, n := range about {
		c <- prometheus.MustNewConstMetric(alertsOf, prometheus.GaugeValue, float64(n), what)
	}
}
