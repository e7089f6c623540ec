namespace RefineWorkflows.Engine.Storage;

/// <summary>What a node learns from its own write.</summary>
/// <param name="InboxPending">Whether something waits in the instance's inbox, beyond what this write consumed.</param>
public sealed record CommitReceipt(bool InboxPending);
