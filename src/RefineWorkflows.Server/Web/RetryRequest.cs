using System.Text.Json;

namespace RefineWorkflows.Server.Web;

/// <summary>What is to be run again.</summary>
/// <param name="ActivityExecutionId">One faulted activity execution; null for all of the instance.</param>
/// <param name="Inputs">Inputs that replace the recorded ones, by their names in whatever case; null keeps them.</param>
internal sealed record RetryRequest(string? ActivityExecutionId, IReadOnlyDictionary<string, JsonElement>? Inputs);
