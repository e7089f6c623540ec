namespace RefineWorkflows.Engine.Execution;

/// <summary>What a running effect has to say: something to save, or its end.</summary>
internal sealed record EffectEvent(long Execution)
{
    public EffectNote? Note { get; init; }

    /// <summary>Completed when the note is on disk.</summary>
    public TaskCompletionSource? Saved { get; init; }

    public EffectResult? Result { get; init; }

    public Exception? Failure { get; init; }
}
