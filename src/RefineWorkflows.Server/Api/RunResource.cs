using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Runs;

namespace RefineWorkflows.Server.Api;

/// <summary>A run as the API shows it. What the loop has not recorded yet is null.</summary>
/// <param name="Id">Id of the run.</param>
/// <param name="Status"><c>pending</c>, <c>waiting</c> or one of <see cref="RunStatus"/>.</param>
/// <param name="Reason">Why it stopped, or what went wrong.</param>
/// <param name="DefinitionId">What it follows.</param>
/// <param name="DefinitionVersion">The version that it stays on.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="CorrelationId">What ties it to the outside.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Incidents">Failures that wait for a person.</param>
/// <param name="Prompt">What the first picture is painted from.</param>
/// <param name="Goal">What the pictures should become.</param>
/// <param name="Strategy">How the search moves.</param>
/// <param name="Seed">What decides everything that is left to luck.</param>
/// <param name="Iterations">Iterations decided so far.</param>
/// <param name="Best">The best picture so far.</param>
internal sealed record RunResource(
    string Id,
    string Status,
    string? Reason,
    string DefinitionId,
    int DefinitionVersion,
    string? Name,
    string? CorrelationId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    int Incidents,
    string? Prompt,
    string? Goal,
    string? Strategy,
    ulong? Seed,
    int? Iterations,
    BestView? Best)
{
    /// <summary>What it has spent, and what it may; lists and notices leave it out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportBudget? Budget { get; init; }
}
