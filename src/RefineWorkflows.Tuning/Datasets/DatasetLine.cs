using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Datasets;

/// <summary>Reads one line of a data set, whichever of the known formats it is.</summary>
internal static class DatasetLine
{
    /// <summary>The pair that a line tells, or the half of one.</summary>
    /// <param name="line">The line's JSON.</param>
    /// <param name="number">Its number, from 1: the id of a pair that brings none.</param>
    /// <returns>A pair; or one picture, whether it is liked, and the pair it belongs to.</returns>
    /// <exception cref="DatasetException">It is no known format; the message says what is missing.</exception>
    public static (DatasetPair? Pair, UnpairedPicture? Half) Read(JsonElement line, int number)
    {
        if (line.ValueKind != JsonValueKind.Object)
            throw new DatasetException("it is no JSON object");
        string id = Text(line, "pair_id") ?? Text(line, "ranking_id") ?? string.Create(CultureInfo.InvariantCulture, $"line-{number}");
        DateTimeOffset? at = DateTimeOffset.TryParse(Text(line, "created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment : null;
        PairSource source = Text(line, "source") == "judge" ? PairSource.Machine : PairSource.Import;
        if (line.TryGetProperty("label_0", out JsonElement label))
            return (Labelled(line, label, id, source, at), null);
        if (line.TryGetProperty("chosen", out JsonElement chosen) && line.TryGetProperty("rejected", out _))
            return (Chosen(line, chosen, id, source, at), null);
        if (line.TryGetProperty("label", out JsonElement liked) && liked.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return (null, new UnpairedPicture(Text(line, "pair_id") ?? throw new DatasetException("it is unpaired and names no pair_id, so nothing says what it is better or worse than"), Prompt(line), Images(line, 1)[0], liked.ValueKind == JsonValueKind.True, source, at));
        throw new DatasetException("it has none of label_0 (Pick-a-Pic, diffusion DPO), chosen and rejected (TRL preference), or label (TRL unpaired)");
    }

    private static DatasetPair Labelled(JsonElement line, JsonElement label, string id, PairSource source, DateTimeOffset? at)
    {
        PairOutcome outcome = label.ValueKind == JsonValueKind.Number && label.TryGetDouble(out double value)
            ? value switch { 1 => PairOutcome.A, 0 => PairOutcome.B, 0.5 => PairOutcome.Tie, _ => throw new DatasetException(FormattableString.Invariant($"label_0 is {value}; allowed: 1, 0.5, 0")) }
            : throw new DatasetException("label_0 is no number; allowed: 1, 0.5, 0");
        bool bothBad = line.TryGetProperty("both_bad", out JsonElement bad) && bad.ValueKind == JsonValueKind.True;
        if (bothBad && outcome != PairOutcome.Tie)
            throw new DatasetException("both_bad is true, and label_0 prefers one of the two");
        return new DatasetPair(id, Prompt(line), Image(line, "image_0"), Image(line, "image_1"), outcome, bothBad, source, at)
        {
            Sha256Of0 = Hash(line, "image_0_uid"),
            Sha256Of1 = Hash(line, "image_1_uid"),
        };
    }

    private static DatasetPair Chosen(JsonElement line, JsonElement chosen, string id, PairSource source, DateTimeOffset? at)
    {
        IReadOnlyList<string> images = Images(line, 2);
        PairOutcome outcome = Words(chosen).Trim() switch
        {
            DatasetFormat.FirstAnswer or "A" => PairOutcome.A,
            DatasetFormat.SecondAnswer or "B" => PairOutcome.B,
            var other => throw new DatasetException($"chosen says '{(other.Length > 60 ? other[..60] : other)}'; only '{DatasetFormat.FirstAnswer}' and '{DatasetFormat.SecondAnswer}' tell which of the two images is preferred"),
        };
        return new DatasetPair(id, Prompt(line), images[0], images[1], outcome, false, source, at);
    }

    private static string Prompt(JsonElement line)
        => Text(line, "caption") ?? (line.TryGetProperty("prompt", out JsonElement prompt) && Words(prompt) is { Length: > 0 } words ? words : throw new DatasetException("it has no caption and no prompt"));

    /// <summary>A text, or the texts of a conversation.</summary>
    private static string Words(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => said.GetString()!,
        JsonValueKind.Array => string.Join(" ", said.EnumerateArray().Select(Words).Where(words => words.Length > 0)),
        JsonValueKind.Object when said.TryGetProperty("content", out JsonElement content) => Words(content),
        JsonValueKind.Object when said.TryGetProperty("text", out JsonElement text) => Words(text),
        _ => "",
    };

    private static IReadOnlyList<string> Images(JsonElement line, int count)
        => line.TryGetProperty("images", out JsonElement images) && images.ValueKind == JsonValueKind.Array && images.GetArrayLength() == count && images.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
            ? [.. images.EnumerateArray().Select(one => one.GetString()!)]
            : throw new DatasetException($"images is no list of {count} file name{(count == 1 ? "" : "s")}");

    private static string Image(JsonElement line, string name)
        => Text(line, name) is { Length: > 0 } image
            ? image
            : throw new DatasetException($"{name} names no file{(line.TryGetProperty($"{name}_url", out _) ? $"; {name}_url is not followed: put the pictures beside the file, and their names into {name}" : "")}");

    private static string? Hash(JsonElement line, string name) => Text(line, name) is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : null;

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
