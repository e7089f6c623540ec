namespace RefineWorkflows.Engine.Storage;

/// <summary>What a node learns from its own write.</summary>
/// <param name="InboxPending">Whether something waits in the instance's inbox that it should look at, beyond what this write consumed: a command, or a stimulus unless it is paused.</param>
public sealed record CommitReceipt(bool InboxPending);
