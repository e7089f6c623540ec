namespace RefineWorkflows.Refinement.Search;

/// <summary>What a strategy alone says about a picture, before the rules that all strategies share.</summary>
internal sealed record Move(SearchState State, bool Accepted, string Status, double? Delta, NextStep Next)
{
    public double? Temperature { get; init; }

    public double? Random { get; init; }

    /// <summary>Whether the strategy has lost its patience.</summary>
    public bool GivesUp { get; init; }
}
