using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>An instance that this node is running.</summary>
internal sealed class RunningInstance
{
    /// <summary>Ends when the instance rests.</summary>
    public Task Done { get; set; } = Task.CompletedTask;

    /// <summary>The burst, once it is loaded and until it rests.</summary>
    public Burst? Burst { get; set; }
}
