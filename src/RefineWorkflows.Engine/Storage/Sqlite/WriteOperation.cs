namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>A write that waits for its turn. Its caller hears of the outcome only after the commit.</summary>
internal abstract class WriteOperation
{
    public abstract void Run(WriteScope scope);

    /// <summary>Remembers that this one alone was refused and undone, while its neighbours go on.</summary>
    public abstract void Refuse(Exception reason);

    /// <summary>Tells the caller the outcome.</summary>
    public abstract void Deliver();

    /// <summary>Tells the caller that the whole transaction failed.</summary>
    public abstract void Fail(Exception reason);
}

internal sealed class WriteOperation<T>(Func<WriteScope, T> work) : WriteOperation
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? refusal;

    public Task<T> Completion => completion.Task;

    public override void Run(WriteScope scope) => result = work(scope);

    public override void Refuse(Exception reason) => refusal = reason;

    public override void Deliver()
    {
        if (refusal is null) completion.SetResult(result!);
        else completion.SetException(refusal);
    }

    public override void Fail(Exception reason) => completion.SetException(reason);
}
