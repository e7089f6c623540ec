namespace RefineWorkflows.Engine.Storage;

/// <summary>What became of a stimulus.</summary>
/// <param name="Resumed">The instances whose bookmark it matched, each once; they are ready to run, or will be when they are no longer paused.</param>
/// <param name="Kept">Whether nothing matched and it now waits for an instance that is about to.</param>
/// <param name="Duplicate">Whether its idempotency key had been seen, so that nothing was done.</param>
public sealed record DeliveryReceipt(IReadOnlyList<InstanceId> Resumed, bool Kept, bool Duplicate);
