namespace RefineWorkflows.Tuning.Votes;

/// <summary>A vote that cannot be taken as it is.</summary>
public sealed class VoteException : TuningException
{
    public VoteException(string message)
        : base(message)
    {
    }

    public VoteException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
