namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>How two pictures are compared.</summary>
public sealed record PairSettings
{
    /// <summary>Further attempts in one order after a reply that cannot be read. Default 3.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Asks in both orders; only a win that survives the swap counts. Default true.</summary>
    public bool SwapAndAgree { get; init; } = true;

    /// <summary>A win in one order and a tie in the other is a win instead of a tie. Default false.</summary>
    public bool Lean { get; init; }

    /// <summary>Where one order failed the other one counts alone. Default false.</summary>
    public bool AllowSingleOrder { get; init; }

    /// <summary>How often the whole comparison is made; the winner of most counts. Odd. Default 1.</summary>
    public int Samples { get; init; } = 1;
}
