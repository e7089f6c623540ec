namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>That one thing lies in some way to another: the cat left of the dog.</summary>
/// <param name="Subject">The thing that is spoken of.</param>
/// <param name="Relation">How it lies.</param>
/// <param name="Other">The thing it is compared with. With the subject's own name: another of its kind.</param>
public sealed record RelationClaim(string Subject, RelationKind Relation, string Other) : SpatialClaim
{
    internal override IEnumerable<string> Needs => [Subject, Other];

    public override string ToString() => $"{Subject} {Words} {Other}";

    private string Words => Relation switch
    {
        RelationKind.LeftOf => "left of",
        RelationKind.RightOf => "right of",
        RelationKind.Above => "above",
        RelationKind.Below => "below",
        RelationKind.NextTo => "next to",
        RelationKind.Inside => "inside",
        RelationKind.On => "on",
        RelationKind.InFrontOf => "in front of",
        _ => "behind",
    };
}
