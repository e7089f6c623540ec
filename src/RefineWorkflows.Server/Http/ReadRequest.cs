using System.Text.Json;

namespace RefineWorkflows.Server.Http;

/// <summary>A request as it was read.</summary>
/// <param name="Body">Its body, byte for byte; empty when it was too large.</param>
/// <param name="Violation">The rule that it breaks, one of <see cref="HttpViolations"/>; null when it keeps to all.</param>
/// <param name="Problem">What is wrong with it, for the sender; null when nothing is.</param>
/// <param name="Described">What a workflow gets of it.</param>
internal sealed record ReadRequest(byte[] Body, string? Violation, string? Problem, JsonElement Described)
{
    /// <summary>One that nobody can use, so that there is no rule to name.</summary>
    public static ReadRequest Broken(string problem) => new([], null, problem, default);
}
