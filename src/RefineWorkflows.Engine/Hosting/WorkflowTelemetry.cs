using System.Diagnostics;
using System.Diagnostics.Metrics;
using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>What a node tells of its work to whoever listens: a meter and a source of spans, both under <see cref="Name"/>.</summary>
public sealed class WorkflowTelemetry : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "RefineWorkflows.Engine";

    private readonly ActivitySource spans = new(Name);
    private readonly Meter meter = new(Name);
    private readonly Counter<long> started;
    private readonly Counter<long> resumed;
    private readonly Counter<long> suspended;
    private readonly Counter<long> completed;
    private readonly Counter<long> faulted;
    private readonly Counter<long> recovered;
    private readonly UpDownCounter<long> active;
    private readonly Histogram<double> latency;
    private long waiting;

    public WorkflowTelemetry()
    {
        started = meter.CreateCounter<long>("workflow.instances.started", "{instance}", "Instances whose first burst began");
        resumed = meter.CreateCounter<long>("workflow.instances.resumed", "{instance}", "Bursts that went on with an instance");
        suspended = meter.CreateCounter<long>("workflow.instances.suspended", "{instance}", "Bursts that ended with an instance waiting");
        completed = meter.CreateCounter<long>("workflow.instances.completed", "{instance}", "Instances that finished or were cancelled");
        faulted = meter.CreateCounter<long>("workflow.instances.faulted", "{instance}", "Instances that ended faulted");
        recovered = meter.CreateCounter<long>("workflow.instances.recovered", "{instance}", "Instances taken over in the middle of their work");
        active = meter.CreateUpDownCounter<long>("workflow.instances.active", "{instance}", "Instances that this node is running");
        latency = meter.CreateHistogram<double>("workflow.dispatch.latency", "s", "From the moment an instance was ready until it ran");
        meter.CreateObservableGauge("workflow.queue.depth", () => Volatile.Read(ref waiting), "{instance}", "Instances that are ready and wait for a free place on this node");
    }

    /// <summary>Instances that are ready and wait for a free place.</summary>
    internal void QueueIs(long depth) => Volatile.Write(ref waiting, depth);

    /// <summary>A burst begins. The span ends when it is disposed.</summary>
    internal Activity? Begin(InstanceId instance, InstanceState state, DateTimeOffset? readySince, DateTimeOffset now)
    {
        active.Add(1);
        if (state.LastExecution == 0)
            started.Add(1);
        else
            resumed.Add(1);
        if (state.SubStatus == InstanceSubStatus.Executing)
            recovered.Add(1);
        if (readySince is { } since)
            latency.Record(Math.Max(0, (now - since).TotalSeconds));
        Activity? span = spans.StartActivity("workflow burst", ActivityKind.Internal);
        span?.SetTag("workflow.instance.id", instance.Value);
        return span;
    }

    /// <summary>A burst has ended and its instance rests.</summary>
    internal void End(InstanceState state, Activity? span)
    {
        active.Add(-1);
        switch (state.SubStatus)
        {
            case InstanceSubStatus.Finished or InstanceSubStatus.Cancelled:
                completed.Add(1);
                break;
            case InstanceSubStatus.Faulted:
                faulted.Add(1);
                break;
            case InstanceSubStatus.Suspended or InstanceSubStatus.Interrupted:
                suspended.Add(1);
                break;
        }

        span?.SetTag("workflow.instance.sub_status", state.SubStatus.ToString());
        if (state.SubStatus == InstanceSubStatus.Faulted)
            span?.SetStatus(ActivityStatusCode.Error, state.StatusReason);
        span?.Dispose();
    }

    public void Dispose()
    {
        spans.Dispose();
        meter.Dispose();
    }
}
