using System.Security.Cryptography;
using System.Text.Json;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Verdicts;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary>
/// Reads people's labels: a JSON list of <c>{"images": ["a.png", "b.png"], "winner": "Image A"}</c> or
/// <c>{"images": ["a.png"], "score": 7}</c>, each with a <c>goal</c> if it matters. A picture is a file seen from the list, or its SHA-256.
/// </summary>
internal static class LabelFile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static async Task<IReadOnlyList<HumanLabel>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new CommandFailure(ExitCode.NotFound, $"There is no file {file}.");
        HumanLabel[] labels;
        try
        {
            labels = JsonSerializer.Deserialize<HumanLabel[]>(await File.ReadAllTextAsync(file, cancellationToken), Strict) ?? [];
        }
        catch (JsonException broken)
        {
            throw new CommandFailure(ExitCode.Failed, $"{file} cannot be read: {broken.Message} Write a list as [{{\"images\": [\"a.png\", \"b.png\"], \"winner\": \"Image A\"}}, {{\"images\": [\"a.png\"], \"score\": 7}}].");
        }

        var read = new List<HumanLabel>();
        for (int at = 0; at < labels.Length; at++)
        {
            HumanLabel? label = labels[at];
            bool isPair = label is { Winner: not null and not PairWinner.Failed, Score: null, Images.Count: 2 };
            if (!isPair && label is not { Winner: null, Score: >= 0 and <= 10, Images.Count: 1 })
                throw new CommandFailure(ExitCode.Failed, $"{file}: label {at + 1} is neither two images with a winner (Image A, Image B, Tie) nor one image with a score from 0 to 10.");
            read.Add(label with { Images = [.. label.Images.Select(image => Hash(image, file))] });
        }

        return read;
    }

    private static string Hash(string image, string file)
    {
        if (image.Length == 64 && image.All(char.IsAsciiHexDigit))
            return image.ToLowerInvariant();
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, image);
        if (!File.Exists(path))
            throw new CommandFailure(ExitCode.NotFound, $"{file}: there is no file {path}.");
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
