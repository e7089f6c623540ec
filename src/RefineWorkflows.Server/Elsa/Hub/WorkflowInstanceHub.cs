using Microsoft.AspNetCore.SignalR;

namespace RefineWorkflows.Server.Elsa.Hub;

/// <summary>Where viewers of running instances listen. A viewer opens several connections, each observes for itself.</summary>
internal sealed class WorkflowInstanceHub(InstanceBroadcaster broadcaster) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Tells the caller of every change of an instance from now on, and once at once: what changed since the caller has read it is not lost.</summary>
    /// <exception cref="HubException">There is no such instance.</exception>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, instanceId, Context.ConnectionAborted);
        if (!await broadcaster.ObserveAsync(Context.ConnectionId, instanceId, Context.ConnectionAborted))
            throw new HubException($"There is no workflow instance '{instanceId}'.");
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        broadcaster.Forget(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
