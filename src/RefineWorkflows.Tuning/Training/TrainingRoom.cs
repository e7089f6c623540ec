using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Tuning.Training;

/// <summary>Whether a training may work now. Whoever generates or judges for somebody who waits goes first.</summary>
/// <param name="isTaken">Whether somebody in this process uses what the training would use.</param>
/// <param name="lease">The graphics card that trainings use, among processes; null when they use none. Disposed with this.</param>
public sealed class TrainingRoom(Func<bool> isTaken, GpuLease? lease = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private bool holds;

    /// <summary>Takes the room, or keeps it. Whoever gets false has nothing in its hands.</summary>
    /// <exception cref="GpuException">The card's files cannot be used.</exception>
    public async Task<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (isTaken() || (holds && lease!.IsWanted()))
        {
            Leave();
            return false;
        }

        if (lease is null || holds)
            return true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await lease.TakeAsync(limit.Token);
            holds = true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        return true;
    }

    /// <summary>Gives it up.</summary>
    public void Leave()
    {
        if (holds)
            lease!.GiveUp();
        holds = false;
    }

    public void Dispose()
    {
        Leave();
        lease?.Dispose();
    }
}
