namespace RefineWorkflows.Tests.Shared;

/// <summary>Work that never ends by itself.</summary>
internal static class Cancellation
{
    /// <summary>Ends when it is cancelled, as cancelled, and never otherwise: no clock is involved.</summary>
    public static Task AwaitedAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);
}
