using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Refinement.Quality.Preference;

namespace RefineWorkflows.Server.DevServers;

/// <summary>
/// Answers chat questions without a model: it reads out of the words what is wanted, as a model would, and lets the
/// measuring judge and proposer find the answer.
/// </summary>
internal sealed partial class DevMind
{
    /// <summary>Whoever says this word is refused, as content filters do.</summary>
    public const string Unspeakable = "forbidden";

    private const string Filler = "red";
    private const string KnownOfTheUser = "Known of whoever the image is for";

    private readonly MeasuringJudge judge = new();
    private readonly MeasuringProposer proposer = new();
    private readonly EmbeddedAgent agent = new();
    private readonly DevVerifier verifier = new();
    private readonly DevVerdicts verdicts = new();
    private readonly DevAxes axes = new();

    public async Task<string> AnswerAsync(DevQuestion question, CancellationToken cancellationToken)
    {
        if (Turn(question) is { } turn)
            return await DirectAsync(turn, cancellationToken);
        if (await verifier.TryAnswerAsync(question, cancellationToken) is { } verified)
            return verified;
        if (await verdicts.TryAnswerAsync(question, cancellationToken) is { } verdict)
            return verdict;
        if (await axes.TryAnswerAsync(question, cancellationToken) is { } aboutAxes)
            return aboutAxes;
        if (question.Schema is { } schema)
            return Fill(schema)!.ToJsonString();
        if (SchemaInWords().Match(question.System) is { Success: true } inWords)
            return Fill(JsonElement.Parse(inWords.Groups["schema"].Value))!.ToJsonString();
        Match told = Told().Match(question.Words);
        string goal = told.Groups["goal"].Value.Trim();
        string prompt = told.Groups["prompt"].Value.Trim();
        if (question.Picture is { } picture && question.System.Contains("SCORE:", StringComparison.Ordinal))
            return await judge.EvaluateAsync(new EvaluationRequest(goal, prompt, picture, IsTyped: question.Words.Contains("one JSON object", StringComparison.Ordinal)), cancellationToken);
        if (question.Picture is { } shown && told.Success)
        {
            string[] parts = question.Words.Split(KnownOfTheUser, 2);
            string[] rejected = [.. Tried().Matches(parts[0]).Select(idea => idea.Groups["idea"].Value.Trim())];
            return await proposer.ProposeAsync(new ProposalRequest(goal, prompt, shown, rejected, question.Temperature, question.Seed) { Brief = Brief(parts.ElementAtOrDefault(1) ?? "") }, cancellationToken);
        }

        if (Written().Match(question.Words) is { Success: true } written)
        {
            return await proposer.ReviseAsync(
                new RevisionRequest(Part(written, "goal")!, Part(written, "task")!, Part(written, "prompt"), Part(written, "feedback"), question.Temperature, question.Seed), cancellationToken);
        }

        if (Described().Match(question.Words) is { Success: true } described)
        {
            int words = Fewer().Match(question.System) is { Success: true } fewer ? int.Parse(fewer.Groups["n"].Value, CultureInfo.InvariantCulture) : 30;
            return await proposer.CondenseAsync(described.Groups["text"].Value, words, cancellationToken);
        }

        return question.Picture is null ? $"You said: {question.Words}" : "I see a picture.";
    }

    /// <summary>A user's taste as the question tells it.</summary>
    private static TasteBrief Brief(string words)
    {
        string[] Told(string what) => [.. Tried().Matches(words).Select(line => line.Groups["idea"].Value.Trim()).Where(line => line.StartsWith(what, StringComparison.Ordinal)).SelectMany(line => line[what.Length..].Split(',', StringSplitOptions.TrimEntries))];
        return new TasteBrief(Told("Likes: "), Told("Avoids: "), []);
    }

    /// <summary>What an agent is asked, where the question is one: the run it begins, or what its last tool answered.</summary>
    private static AgentRequest? Turn(DevQuestion question)
    {
        if (question.Schema is not { } schema || !schema.TryGetProperty("properties", out JsonElement properties) || !properties.TryGetProperty("tool", out JsonElement tool))
            return null;
        string[] tools = [.. tool.GetProperty("enum").EnumerateArray().Select(one => one.GetString()!)];
        Match begun = Begun().Match(question.Words);
        Match used = Used().Match(question.Words);
        AgentStep[] steps = used.Success ? [new AgentStep("", new AgentCall(Part(used, "tool")!), Part(used, "result"), Part(used, "how") == "Error")] : [];
        return new AgentRequest(Part(begun, "goal") ?? "", Part(begun, "prompt") ?? Filler, 0, tools, steps, question.Seed);
    }

    private async Task<string> DirectAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        AgentStep step = await agent.TurnAsync(request, cancellationToken);
        return new JsonObject { ["thought"] = step.Thought, ["tool"] = step.Call!.Tool, ["text"] = step.Call.Text }.ToJsonString();
    }

    private static string? Part(Match match, string name) => match.Groups[name] is { Success: true } part ? part.Value.Trim() : null;

    /// <summary>The least that fits a schema.</summary>
    private static JsonNode? Fill(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out JsonElement choices))
            return JsonNode.Parse(choices[0].GetRawText());
        switch (schema.TryGetProperty("type", out JsonElement type) ? type.GetString()?.ToUpperInvariant() : "OBJECT")
        {
            case "OBJECT":
                var filled = new JsonObject();
                if (schema.TryGetProperty("properties", out JsonElement properties))
                {
                    foreach (JsonProperty property in properties.EnumerateObject())
                        filled[property.Name] = Fill(property.Value);
                }

                return filled;
            case "ARRAY":
                return new JsonArray();
            case "BOOLEAN":
                return true;
            case "NUMBER" or "INTEGER":
                return schema.TryGetProperty("minimum", out JsonElement least) ? JsonNode.Parse(least.GetRawText()) : 1;
            default:
                return Filler;
        }
    }

    [GeneratedRegex(@"Goal:(?<goal>.*?)\nPrompt it was made from:(?<prompt>.*?)(?:\n\n|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Told();

    [GeneratedRegex(@"^Goal:(?<goal>.*?)\nTask:(?<task>.*?)\n(?:Prompt it was made from:(?<prompt>.*?)\n)?(?:The critic says:(?<feedback>.*?)\n)?\n", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    [GeneratedRegex(@"^Goal:(?<goal>.*?)\nStart with this prompt:(?<prompt>.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Begun();

    [GeneratedRegex(@"^(?<how>Result|Error) of (?<tool>\w+): (?<result>.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Used();

    [GeneratedRegex(@"JSON Schema[^{]*(?<schema>\{.*\})", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex SchemaInWords();

    [GeneratedRegex(@"^- (?<idea>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Tried();

    [GeneratedRegex(@"^Description:(?<text>.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Described();

    [GeneratedRegex(@"fewer than (?<n>[0-9]{1,4}) words", RegexOptions.CultureInvariant)]
    private static partial Regex Fewer();
}
