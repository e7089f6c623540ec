using Microsoft.AspNetCore.SignalR;
using RefineWorkflows.Server.Elsa.Instances;

namespace RefineWorkflows.Server.Elsa.Hub;

/// <summary>Open viewers, and what they listen to. The names stand on the wire; each message has one argument.</summary>
internal readonly struct InstanceObservers(IClientProxy clients)
{
    /// <summary>The journal has new lines; viewers read it again.</summary>
    public Task LogUpdatedAsync(CancellationToken cancellationToken) => clients.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, cancellationToken);

    /// <summary>Something happened to these activities; viewers show the badges that come with the message.</summary>
    public Task StatsUpdatedAsync(IReadOnlyList<StatView> stats, CancellationToken cancellationToken) => clients.SendAsync("ActivityExecutionLogUpdatedAsync", new { stats }, cancellationToken);

    /// <summary>The instance has changed; viewers read it again.</summary>
    public Task InstanceUpdatedAsync(string instance, CancellationToken cancellationToken) => clients.SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = instance }, cancellationToken);
}
