using System.Security.Cryptography;
using System.Text;

namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>Which prompt a verdict was asked with; stands beside every verdict.</summary>
/// <param name="Id">Path-like, for example <c>vlm/assessment/generation/pairwise</c>.</param>
/// <param name="Version">For example <c>v1</c>. There is no latest one.</param>
/// <param name="Sha256">Of the prompt's content, in lower-case hex digits.</param>
public sealed record PromptStamp(string Id, string Version, string Sha256)
{
    /// <summary>The stamp of a prompt that stands in the program itself.</summary>
    internal static PromptStamp Of(string id, string version, string content)
        => new(id, version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\n")))));
}
