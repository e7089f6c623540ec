using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Datasets;

/// <summary>Writes pairs and their pictures as a data set that trainers of other houses read. It holds no names of users and no paths of this machine.</summary>
public sealed class DatasetExport(VotedPictures pictures)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a new folder, whole or not at all.</summary>
    /// <param name="pairs">The pairs, in their order.</param>
    /// <param name="folder">The folder; there must be nothing under that name.</param>
    /// <param name="cancellationToken">Leaves nothing.</param>
    /// <returns>Lines of each file, by its name without extension.</returns>
    /// <exception cref="DatasetException">There is something already, or it cannot be written.</exception>
    /// <exception cref="VoteException">A picture is gone or was changed.</exception>
    public async Task<IReadOnlyDictionary<string, int>> WriteAsync(IReadOnlyList<PreferencePair> pairs, string folder, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(folder);
        if (Directory.Exists(target) || File.Exists(target))
            throw new DatasetException($"'{folder}' is there already; name a new folder for the data set.");
        string unfinished = $"{target}.writing-{Guid.NewGuid():n}";
        try
        {
            IReadOnlyDictionary<string, int> lines = await FillAsync(pairs, unfinished, cancellationToken);
            Directory.Move(unfinished, target);
            return lines;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The data set could not be written to '{folder}': {problem.Message}", problem);
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private async Task<IReadOnlyDictionary<string, int>> FillAsync(IReadOnlyList<PreferencePair> pairs, string folder, CancellationToken cancellationToken)
    {
        RunFolder root = RunFolder.Create(folder);
        RunFolder images = RunFolder.Create(Path.Combine(folder, "images"));
        foreach (string sha256 in pairs.SelectMany(pair => new[] { pair.A.Sha256, pair.B.Sha256 }).Distinct())
        {
            byte[] file = await pictures.ReadAsync(sha256, cancellationToken);
            await images.WriteAtomicAsync(Path.GetFileName(pictures.Find(sha256)!), file, cancellationToken);
        }

        DatasetPair[] rows = [.. pairs.Select(Row)];
        var counts = new Dictionary<string, int>();
        foreach (DatasetFormat format in DatasetFormat.All)
        {
            JsonObject[] lines = [.. rows.SelectMany(format.Lines)];
            counts[format.Name] = lines.Length;
            await root.WriteAtomicAsync($"{format.Name}.jsonl", Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.ToJsonString(Json) + "\n"))), cancellationToken);
        }

        await root.WriteAtomicAsync("README.md", Encoding.UTF8.GetBytes(DatasetCard.Write(rows, counts)), cancellationToken);
        return counts;
    }

    private DatasetPair Row(PreferencePair pair)
        => new(pair.Id, pair.Prompt, NameOf(pair.A), NameOf(pair.B), pair.Outcome, pair.AreBothBad, pair.Source, pair.At) { Sha256Of0 = pair.A.Sha256, Sha256Of1 = pair.B.Sha256 };

    private string NameOf(VotedPicture picture) => $"images/{Path.GetFileName(pictures.Find(picture.Sha256))}";
}
