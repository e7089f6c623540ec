using System.Text.Json.Nodes;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Datasets;

/// <summary>One way to write pairs as JSON lines: the columns that a family of trainers reads, and beside them where each line comes from.</summary>
/// <param name="Name">Name of the configuration, and of its file without <c>.jsonl</c>.</param>
/// <param name="Purpose">What reads it, in one line.</param>
/// <param name="Features">Its columns and their types, as the card names them.</param>
/// <param name="Lines">The lines of one pair; none where the format cannot say it.</param>
internal sealed record DatasetFormat(string Name, string Purpose, IReadOnlyList<(string Column, string Type)> Features, Func<DatasetPair, IEnumerable<JsonObject>> Lines)
{
    public const string Lossless = "pick-a-pic";
    public const string FirstAnswer = "Image A";
    public const string SecondAnswer = "Image B";

    private static readonly (string, string)[] Origin = [("pair_id", "string"), ("caption", "string"), ("source", "string"), ("created_at", "string")];

    public static IReadOnlyList<DatasetFormat> All { get; } =
    [
        new(Lossless, "columns of Pick-a-Pic; holds every pair, ties too", [.. Origin, ("image_0", "string"), ("image_1", "string"), ("image_0_uid", "string"), ("image_1_uid", "string"), ("label_0", "float64"), ("label_1", "float64"), ("best_image_uid", "string"), ("has_label", "bool"), ("both_bad", "bool")], PickAPic),
        new("diffusion-dpo", "image pairs for diffusion DPO; trainers drop label_0 0.5", [.. Origin, ("image_0", "string"), ("image_1", "string"), ("label_0", "float64")], Diffusion),
        new("preference", "TRL preference, conversational, for judges that see; ties are left out", [.. Origin, ("prompt", "conversation"), ("chosen", "conversation"), ("rejected", "conversation"), ("images", "list<string>")], Conversation),
        new("preference-standard", "TRL preference, standard; ties are left out", [.. Origin, ("prompt", "string"), ("chosen", "string"), ("rejected", "string"), ("images", "list<string>")], Standard),
        new("unpaired", "TRL unpaired (KTO); ties are left out unless both are bad", [.. Origin, ("prompt", "conversation"), ("completion", "conversation"), ("label", "bool"), ("images", "list<string>")], Unpaired),
    ];

    private static IEnumerable<JsonObject> PickAPic(DatasetPair pair)
    {
        JsonObject line = With(pair, ("image_0", pair.Image0), ("image_1", pair.Image1), ("image_0_uid", pair.Sha256Of0), ("image_1_uid", pair.Sha256Of1));
        line["label_0"] = Label(pair);
        line["label_1"] = 1 - Label(pair);
        line["best_image_uid"] = pair.Outcome switch { PairOutcome.A => pair.Sha256Of0, PairOutcome.B => pair.Sha256Of1, _ => "tie" };
        line["has_label"] = true;
        line["both_bad"] = pair.AreBothBad;
        yield return line;
    }

    private static IEnumerable<JsonObject> Diffusion(DatasetPair pair)
    {
        JsonObject line = With(pair, ("image_0", pair.Image0), ("image_1", pair.Image1));
        line["label_0"] = Label(pair);
        yield return line;
    }

    private static IEnumerable<JsonObject> Conversation(DatasetPair pair)
    {
        if (pair.Outcome == PairOutcome.Tie)
            yield break;
        JsonObject line = With(pair);
        line["prompt"] = Says("user", Image(), Image(), Words(Question(pair)));
        line["chosen"] = Says("assistant", Words(pair.Outcome == PairOutcome.A ? FirstAnswer : SecondAnswer));
        line["rejected"] = Says("assistant", Words(pair.Outcome == PairOutcome.A ? SecondAnswer : FirstAnswer));
        line["images"] = new JsonArray(pair.Image0, pair.Image1);
        yield return line;
    }

    private static IEnumerable<JsonObject> Standard(DatasetPair pair)
    {
        if (pair.Outcome == PairOutcome.Tie)
            yield break;
        JsonObject line = With(pair, ("prompt", Question(pair)), ("chosen", pair.Outcome == PairOutcome.A ? FirstAnswer : SecondAnswer), ("rejected", pair.Outcome == PairOutcome.A ? SecondAnswer : FirstAnswer));
        line["images"] = new JsonArray(pair.Image0, pair.Image1);
        yield return line;
    }

    private static IEnumerable<JsonObject> Unpaired(DatasetPair pair)
    {
        if (pair.Outcome == PairOutcome.Tie && !pair.AreBothBad)
            yield break;
        foreach ((string image, bool liked) in new[] { (pair.Image0, pair.Outcome == PairOutcome.A), (pair.Image1, pair.Outcome == PairOutcome.B) })
        {
            JsonObject line = With(pair);
            line["prompt"] = Says("user", Image(), Words($"Is this a good picture of: {pair.Prompt}"));
            line["completion"] = Says("assistant", Words("Yes"));
            line["label"] = liked;
            line["images"] = new JsonArray(image);
            yield return line;
        }
    }

    private static JsonObject With(DatasetPair pair, params ReadOnlySpan<(string Name, string? Text)> columns)
    {
        var line = new JsonObject
        {
            ["pair_id"] = pair.Id,
            ["caption"] = pair.Prompt,
            ["source"] = pair.Source switch { PairSource.Human => "human", PairSource.Machine => "judge", _ => "import" },
            ["created_at"] = pair.At?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };
        foreach ((string name, string? text) in columns)
            line[name] = text;
        return line;
    }

    private static double Label(DatasetPair pair) => pair.Outcome switch { PairOutcome.A => 1, PairOutcome.B => 0, _ => 0.5 };

    private static string Question(DatasetPair pair) => $"Which picture is the better one of: {pair.Prompt}";

    private static JsonArray Says(string role, params JsonObject[] parts) => [new JsonObject { ["role"] = role, ["content"] = new JsonArray([.. parts]) }];

    private static JsonObject Image() => new() { ["type"] = "image" };

    private static JsonObject Words(string text) => new() { ["type"] = "text", ["text"] = text };
}
