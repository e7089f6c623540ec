using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Verdicts;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary>How verdicts are told. A judge's words are shown and nothing else: no control character of theirs reaches a terminal.</summary>
internal static class JudgeWords
{
    private const int Longest = 600;

    /// <summary>A judge's words on one line.</summary>
    public static string Plain(string? words) => PlainWords.Of(words, Longest);

    /// <summary>Who said it, and asked with what.</summary>
    public static string Source(StoredVerdict verdict)
        => $"{verdict.Judge} ({verdict.Model}), {Prompt(verdict.Prompt)}{(verdict.CacheHit ? ", from the cache" : "")}";

    public static string Prompt(PromptStamp? prompt) => prompt is null ? "no prompt" : $"{prompt.Id}@{prompt.Version}";

    /// <summary>What is said beside every verdict's own object.</summary>
    public static JsonObject Beside(JsonObject verdict, StoredVerdict stored)
    {
        verdict["judge"] = stored.Judge;
        verdict["model"] = stored.Model;
        verdict["prompt_id"] = stored.Prompt?.Id;
        verdict["prompt_version"] = stored.Prompt?.Version;
        verdict["cache_hit"] = stored.CacheHit;
        verdict["self_preference_risk"] = stored.SelfPreferenceRisk;
        return verdict;
    }

    /// <summary>Warns on standard error of judges that may like their own kind.</summary>
    public static async Task WarnAsync(IEnumerable<StoredVerdict> verdicts)
    {
        foreach (StoredVerdict risky in verdicts.Where(one => one.SelfPreferenceRisk))
            await Console.Error.WriteLineAsync($"Warning: self_preference_risk: {risky.Judge} is of the model family that made one of the pictures, and may like its own kind. Take a judge of another family with --judge.");
    }
}
