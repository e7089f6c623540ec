using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Answers what verifiers ask by measuring, in the shapes that a vision model answers in.</summary>
internal sealed partial class DevVerifier
{
    private const double Enough = 0.5, Crumb = 0.15;
    private const int Thousand = 1000;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly (string Asset, string Answer)[] Assets =
        [(PromptAssets.PromptStructure, "structure"), (PromptAssets.YesNoQuestions, "answers"), (PromptAssets.ThingBoxes, "found"), (PromptAssets.RewardAxes, "axes")];

    private readonly MeasuringVerifier measuring = new();

    /// <summary>The answer; null when it is another kind of question.</summary>
    public async Task<string?> TryAnswerAsync(DevQuestion question, CancellationToken cancellationToken)
    {
        // By the shape that the answer is to have, as a model would know it.
        string? asked = Assets.FirstOrDefault(one => question.System.Contains(PromptAssets.Find(one.Asset, "v1").Answer.Json.GetRawText(), StringComparison.Ordinal)).Answer;
        string words = question.Words[(question.Words.IndexOf('\n', StringComparison.Ordinal) + 1)..].Split("\n\nYour last answer cannot be used")[0];
        return (asked, question.Picture) switch
        {
            ("structure", _) => new JsonObject { ["structure"] = Structure(PromptGrammar.Read(words)) }.ToJsonString(),
            ("answers", { } picture) => new JsonObject { ["answers"] = await AnswersAsync(words, picture, cancellationToken) }.ToJsonString(),
            ("found", { } picture) => new JsonObject { ["found"] = Boxes(words, Codec.Decode(picture)) }.ToJsonString(),
            ("axes", { } picture) => new JsonObject { ["axes"] = await AxesAsync(words, picture, cancellationToken) }.ToJsonString(),
            _ => null,
        };
    }

    private static JsonObject Structure(PromptStructure prompt) => new()
    {
        ["things"] = List(prompt.Things.Select(thing => new JsonObject
        {
            ["name"] = thing.Name,
            ["count"] = prompt.Claims.OfType<CountClaim>().FirstOrDefault(claim => claim.Thing == thing.Name)?.Count,
            ["attributes"] = List(thing.Colour is { } colour ? [JsonValue.Create(colour)] : []),
        })),
        ["relations"] = List(prompt.Claims.OfType<RelationClaim>().Select(claim => new JsonObject { ["subject"] = claim.Subject, ["relation"] = Snake(claim.Relation.ToString()), ["other"] = claim.Other })),
        ["places"] = List(prompt.Claims.OfType<PlaceClaim>().Select(claim => new JsonObject
        {
            ["thing"] = claim.Thing,
            ["column"] = claim.At.Column switch { < 0 => "left", > 0 => "right", _ => claim.At.Row == 0 ? "centre" : "any" },
            ["row"] = claim.At.Row switch { < 0 => "top", > 0 => "bottom", _ => claim.At.Column == 0 ? "middle" : "any" },
        })),
        ["shares"] = List(prompt.Claims.OfType<ShareClaim>().Select(claim => new JsonObject { ["thing"] = claim.Thing, ["share"] = (claim.Least + claim.Most) / 2 })),
        ["light_from"] = prompt.Claims.OfType<LightClaim>().Select(claim => claim.From switch
        {
            LightSide.Left => "left",
            LightSide.Right => "right",
            LightSide.Above => "above",
            LightSide.Below => "below",
            _ => null,
        }).FirstOrDefault(),
        ["other_attributes"] = List(prompt.Mood.Length > 0 ? [JsonValue.Create(prompt.Mood)] : []),
    };

    private async Task<JsonArray> AnswersAsync(string words, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        var answers = new JsonArray();
        foreach (Match line in Question().Matches(words))
        {
            string looked = line.Groups["thing"] is { Success: true } thing ? thing.Value : line.Groups["of"] is { Success: true } ? $"{line.Groups["what"].Value} thing" : line.Groups["what"].Value;
            double? value = (await measuring.SemanticAsync(looked, picture, cancellationToken)).Value;
            bool seen = value is { } known ? known >= Enough : Segment.Of(Codec.Decode(picture)).Count > 0;
            answers.Add(new JsonObject { ["number"] = int.Parse(line.Groups["n"].Value, CultureInfo.InvariantCulture), ["answer"] = seen ? "yes" : "no" });
        }

        return answers;
    }

    // What stands out is the first thing, and what else was named is all around it.
    private static JsonObject Boxes(string words, RgbImage picture)
    {
        string[] things = [.. words.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart('-', ' ').Trim())];
        IReadOnlyList<Segment> segments = Segment.Of(picture);
        IEnumerable<JsonNode> first = segments.Where(segment => segment.Area >= Crumb * segments[0].Area)
            .Select(segment => Box(things[0], segment.Left, segment.Top, segment.Left + segment.Width, segment.Top + segment.Height));
        return new JsonObject { ["unit"] = "thousandths", ["boxes"] = List(first.Concat(things.Skip(1).Select(thing => Box(thing, 0, 0, 1, 1)))) };
    }

    private static JsonObject Box(string thing, params double[] corners)
        => new() { ["thing"] = thing, ["box"] = List(corners.Select(corner => JsonValue.Create((int)Math.Round(Thousand * corner)))), ["depth"] = null };

    private async Task<JsonObject> AxesAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        RewardReport report = await measuring.AxesAsync(new GradeSubject(prompt, [picture]), cancellationToken);
        var axes = new JsonObject();
        foreach (RewardAxis axis in Enum.GetValues<RewardAxis>())
        {
            AxisReading? read = report.Axes.FirstOrDefault(one => one.Axis == axis);
            double? score = read?.Value ?? (axis == RewardAxis.Motion ? null : Enough);
            axes[axis.ToString().ToLowerInvariant()] = new JsonObject { ["score"] = score, ["reason"] = read?.Reason ?? "Nothing was measured that tells." };
        }

        return axes;
    }

    private static JsonArray List(IEnumerable<JsonNode> items) => [.. items];

    private static string Snake(string name) => string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    [GeneratedRegex(@"^(?<n>[0-9]{1,3})\. (?:Is there an? (?<thing>.+) in the picture|Does this hold for (?:the whole picture|the (?<of>.+?)): (?<what>.+))\?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Question();
}
