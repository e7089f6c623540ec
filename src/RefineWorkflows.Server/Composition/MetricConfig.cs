using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Server.Composition;

/// <summary>A judge that is configured with all that it is asked with.</summary>
/// <param name="Name">What commands and definitions call it.</param>
/// <param name="Pipe">What it does: <c>pairwise-judge</c> or <c>viescore</c>.</param>
/// <param name="Server">The model server behind it; null for the measuring judge.</param>
/// <param name="Prompt">What it is asked with; null for the usual prompt.</param>
/// <param name="Retries">Further attempts after a reply that cannot be read.</param>
/// <param name="Manner">How it is asked.</param>
internal sealed record MetricConfig(string Name, string Pipe, BackEndSettings? Server, PromptAsset? Prompt, int Retries, ChatManner Manner)
{
    public const string Pairwise = "pairwise-judge";
    public const string Scoring = "viescore";
}
