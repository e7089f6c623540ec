using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Imaging;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Datasets;

/// <summary>Reads pairs of other programs, or of an export, as votes. Everything is checked before the first vote is written; doing it again adds nothing.</summary>
public sealed class DatasetImport(VoteBook votes, VotedPictures pictures, TimeProvider time)
{
    private const int LongestLine = 1 << 20;
    private const int MostLines = 1_000_000;

    /// <param name="source">A folder with a <c>.jsonl</c> file, or the file itself. Pictures lie in its folder or below.</param>
    /// <param name="user">Whose preferences they become.</param>
    /// <param name="cancellationToken">Gives up; what was added stays, and is known the next time.</param>
    /// <exception cref="DatasetException">There is no such data set, or a line of it is wrong; the message names the line.</exception>
    public async Task<DatasetReport> ReadAsync(string source, string user, CancellationToken cancellationToken)
    {
        string file = FileOf(source);
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        (IReadOnlyList<(int Line, DatasetPair Pair)> pairs, int lines) = await ParseAsync(file, cancellationToken);
        var ready = new List<Vote>();
        foreach ((int line, DatasetPair pair) in pairs)
            ready.Add(await At(file, line, () => VoteAsync(folder, user, pair, cancellationToken)));
        int added = 0;
        foreach (Vote vote in ready)
            added += await AddAsync(vote, cancellationToken) ? 1 : 0;
        return new DatasetReport(Path.GetFileName(file), lines, added, ready.Count - added);
    }

    private static string FileOf(string source)
    {
        if (File.Exists(source))
            return source;
        if (!Directory.Exists(source))
            throw new DatasetException($"There is no file and no folder '{source}'.");
        string whole = Path.Combine(source, $"{DatasetFormat.Lossless}.jsonl");
        if (File.Exists(whole))
            return whole;
        return Directory.GetFiles(source, "*.jsonl") is [var only]
            ? only
            : throw new DatasetException($"'{source}' holds no {DatasetFormat.Lossless}.jsonl and not exactly one other .jsonl file; name the file to import.");
    }

    private static async Task<(IReadOnlyList<(int Line, DatasetPair Pair)> Pairs, int Lines)> ParseAsync(string file, CancellationToken cancellationToken)
    {
        var pairs = new List<(int, DatasetPair)>();
        var halves = new Dictionary<string, (int Line, UnpairedPicture Half)>();
        int number = 0;
        await foreach (string text in File.ReadLinesAsync(file, new UTF8Encoding(false, throwOnInvalidBytes: false), cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            (DatasetPair? pair, UnpairedPicture? half) = await At(file, number, () => Task.FromResult(Parse(text, number)));
            if (pair is not null)
                pairs.Add((number, pair));
            else if (halves.Remove(half!.Pair, out (int Line, UnpairedPicture Half) first))
                pairs.Add((first.Line, first.Half.With(half)));
            else
                halves[half.Pair] = (number, half);
        }

        if (halves.Values.OrderBy(one => one.Line).FirstOrDefault() is { Half: { } lonely } left)
            throw Wrong(file, left.Line, $"pair '{lonely.Pair}' has only this one picture", null);
        return (pairs, number);
    }

    private static (DatasetPair? Pair, UnpairedPicture? Half) Parse(string text, int number)
    {
        if (number > MostLines)
            throw new DatasetException($"there are more than {MostLines} lines; split the file");
        if (text.Length > LongestLine)
            throw new DatasetException($"it has {text.Length} characters; at most {LongestLine} are read");
        using JsonDocument document = JsonDocument.Parse(text);
        return DatasetLine.Read(document.RootElement, number);
    }

    private async Task<Vote> VoteAsync(string folder, string user, DatasetPair pair, CancellationToken cancellationToken)
    {
        VotedPicture a = await KeepAsync(folder, pair.Image0, pair.Sha256Of0, cancellationToken), b = await KeepAsync(folder, pair.Image1, pair.Sha256Of1, cancellationToken);
        if (a.Sha256 == b.Sha256)
            throw new DatasetException("both images are one and the same picture");
        VoteOutcome outcome = pair.AreBothBad ? VoteOutcome.BothBad : pair.Outcome switch { PairOutcome.A => VoteOutcome.A, PairOutcome.B => VoteOutcome.B, _ => VoteOutcome.Tie };
        // The same line of the same data set has the same id wherever and whenever it is read.
        byte[] content = SHA256.HashData(Encoding.UTF8.GetBytes($"{pair.Id}\n{pair.Prompt}\n{a.Sha256}\n{b.Sha256}\n{outcome}\n{pair.Source}"));
        return new Vote($"import-{Convert.ToHexStringLower(content)[..32]}", 0, user, pair.Prompt, a, b, false, outcome, pair.Source, pair.Id.Length <= 200 ? pair.Id : pair.Id[..200], pair.At ?? time.GetUtcNow());
    }

    private async Task<bool> AddAsync(Vote vote, CancellationToken cancellationToken)
    {
        // A pair that was exported here and comes back is the vote that it was.
        if (await votes.FindAsync(vote.User, vote.By, cancellationToken) is { } own && own.A.Sha256 == vote.A.Sha256 && own.B.Sha256 == vote.B.Sha256 && own.Prompt == vote.Prompt)
            return false;
        bool known = await votes.FindAsync(vote.User, vote.Id, cancellationToken) is not null;
        await votes.AddAsync(vote, cancellationToken);
        return !known;
    }

    private async Task<VotedPicture> KeepAsync(string folder, string name, string? sha256, CancellationToken cancellationToken)
    {
        if (Path.IsPathRooted(name) || name.IndexOfAny(['\\', '\0', ':']) >= 0 || name.Split('/').Any(part => part is "" or "." or ".."))
            throw new DatasetException($"the picture '{name}' is no file name below the data set's folder");
        string path = Path.Combine(folder, name);
        if (!File.Exists(path))
            throw new DatasetException($"there is no picture '{name}' in the data set's folder");
        for (FileSystemInfo part = new FileInfo(path); part.FullName.Length > folder.Length; part = new DirectoryInfo(Path.GetDirectoryName(part.FullName)!))
        {
            if (part.LinkTarget is not null)
                throw new DatasetException($"the picture '{name}' lies behind a link, which may lead out of the data set's folder");
        }

        if (new FileInfo(path).Length > pictures.MaxBytes)
            throw new DatasetException($"the picture '{name}' has {new FileInfo(path).Length} bytes; at most {pictures.MaxBytes} are read");
        byte[] file = await File.ReadAllBytesAsync(path, cancellationToken);
        string kept = await pictures.AddAsync(file, cancellationToken);
        return sha256 is null || sha256 == kept ? new VotedPicture(kept) : throw new DatasetException($"the picture '{name}' is not the one that was exported: its SHA-256 is {kept}");
    }

    private static async Task<T> At<T>(string file, int line, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or DatasetException or ImagingException)
        {
            throw Wrong(file, line, wrong.Message, wrong);
        }
    }

    private static DatasetException Wrong(string file, int line, string problem, Exception? inner)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}, line {line}: {problem}. Nothing was imported.");
        return inner is null ? new DatasetException(message) : new DatasetException(message, inner);
    }
}
