using System.Text.Json;

namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>A prompt asset as it stands in its file, in snake case.</summary>
/// <param name="SystemPrompt">Line by line.</param>
/// <param name="OutputSchema">JSON Schema of the answer.</param>
internal sealed record PromptFile(
    string PromptId,
    string Version,
    string Sha256,
    PromptMetadata Metadata,
    JsonElement OutputSchema,
    IReadOnlyList<string> SystemPrompt,
    IReadOnlyList<PromptBlock> Blocks);
