using System.Text.Json;

namespace RefineWorkflows.EndToEnd.Shared;

/// <summary>What a process left behind.</summary>
internal sealed record RefineResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Standard output, which is one JSON value and nothing else.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}
