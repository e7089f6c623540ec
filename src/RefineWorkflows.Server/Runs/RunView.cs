using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Server.Runs;

/// <summary>A run as the tool prints it. In JSON: camelCase.</summary>
/// <param name="Id">Id of the run.</param>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>waiting</c>, <c>paused</c>, <c>interrupted</c>, <c>finished</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it stopped, what went wrong, or what it waits for; null while it goes on.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Iterations">Iterations decided so far.</param>
/// <param name="Best">The best picture so far.</param>
/// <param name="Prompt">What the first picture was painted from.</param>
/// <param name="Goal">What the pictures should become.</param>
/// <param name="Workflow">The definition and its version.</param>
/// <param name="Strategy">How the search moves.</param>
/// <param name="Seed">What decided everything that was left to luck.</param>
/// <param name="CreatedAt">When it was started.</param>
internal sealed record RunView(
    string Id,
    string Status,
    string? Reason,
    string Folder,
    int Iterations,
    BestView? Best,
    string Prompt,
    string Goal,
    string Workflow,
    string Strategy,
    ulong? Seed,
    DateTimeOffset CreatedAt)
{
    /// <summary>What it has spent, and what it may; lists leave it out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportBudget? Budget { get; init; }

    /// <summary>What the run was expected to take before its first call; known only to the command that started it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunEstimate? Estimate { get; init; }
}
