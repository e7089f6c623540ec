using System.Text.Json;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Datasets;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Tests.Votes;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Datasets;

public sealed class ExportAndImport : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private VoteShelf shelf = null!;
    private VotedPictures pictures = null!;

    private string Set => Path.Combine(folder.Path, "set");

    public async Task InitializeAsync()
    {
        shelf = await VoteShelf.OpenAsync();
        pictures = Pictures("here");
    }

    public async Task DisposeAsync()
    {
        await shelf.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Seeded votes of every kind, over prompts that need escaping: what comes back is what went out.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task What_goes_out_comes_back_equal(int seed)
    {
        CleanPairs before = await VoteAsync(seed, 40);
        await new DatasetExport(pictures).WriteAsync(before.Pairs, Set, CancellationToken.None);

        await using VoteShelf other = await VoteShelf.OpenAsync();
        VotedPictures there = Pictures("there");
        DatasetReport report = await new DatasetImport(other.Book, there, TimeProvider.System).ReadAsync(Set, "ann", CancellationToken.None);
        CleanPairs after = CleanPairs.Of(await other.Book.ListAsync("ann", 0, int.MaxValue, CancellationToken.None), new PairRules());

        Assert.Equal(before.Pairs.Select(Content), after.Pairs.Select(Content));
        Assert.Equal((before.Pairs.Count, before.Pairs.Count, 0), (report.Lines, report.Added, report.Known));
        Assert.All(after.Pairs, pair => Assert.NotNull(there.Find(pair.A.Sha256)));
        DatasetReport again = await new DatasetImport(other.Book, there, TimeProvider.System).ReadAsync(Set, "ann", CancellationToken.None);
        Assert.Equal((0, before.Pairs.Count), (again.Added, again.Known));
    }

    /// <summary>The formats that cannot say everything say the same of what they can.</summary>
    [Theory]
    [InlineData("preference", true, false), InlineData("preference-standard", true, false), InlineData("unpaired", true, true), InlineData("diffusion-dpo", false, false)]
    public async Task Every_format_is_read_back(string format, bool dropsTies, bool keepsBothBad)
    {
        CleanPairs before = await VoteAsync(4, 30);
        IReadOnlyDictionary<string, int> lines = await new DatasetExport(pictures).WriteAsync(before.Pairs, Set, CancellationToken.None);
        DatasetReport report = await new DatasetImport(shelf.Book, pictures, TimeProvider.System).ReadAsync(Path.Combine(Set, $"{format}.jsonl"), "ann", CancellationToken.None);
        CleanPairs after = CleanPairs.Of(await shelf.Book.ListAsync("ann", 0, int.MaxValue, CancellationToken.None), new PairRules());

        Assert.Equal(lines[format], report.Lines);
        PreferencePair[] kept = [.. before.Pairs.Where(pair => !dropsTies || pair.IsDecisive || (keepsBothBad && pair.AreBothBad))];
        Assert.True(kept.Length > 10);
        Assert.Equal(kept.Select(pair => (pair.Prompt, pair.A.Sha256, pair.B.Sha256, pair.Outcome)), after.Pairs.Select(pair => (pair.Prompt, pair.A.Sha256, pair.B.Sha256, pair.Outcome)));
    }

    [Fact]
    public async Task What_was_exported_here_is_known_when_it_comes_back()
    {
        CleanPairs before = await VoteAsync(5, 12);
        await new DatasetExport(pictures).WriteAsync(before.Pairs, Set, CancellationToken.None);
        DatasetReport report = await new DatasetImport(shelf.Book, pictures, TimeProvider.System).ReadAsync(Set, UserName.Default, CancellationToken.None);
        Assert.Equal((0, before.Pairs.Count), (report.Added, report.Known));
    }

    [Fact]
    public async Task The_card_names_every_file_and_nothing_tells_of_this_machine()
    {
        CleanPairs pairs = await VoteAsync(6, 8);
        await new DatasetExport(pictures).WriteAsync(pairs.Pairs, Set, CancellationToken.None);
        string card = await File.ReadAllTextAsync(Path.Combine(Set, "README.md"));
        Assert.StartsWith("---\n", card, StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(Set, "*.jsonl"))
        {
            Assert.Contains($"data_files: {Path.GetFileName(file)}\n", card, StringComparison.Ordinal);
            string text = await File.ReadAllTextAsync(file);
            Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"owner\"", text, StringComparison.Ordinal);
            foreach (string line in text.TrimEnd().Split('\n'))
            {
                using JsonDocument document = JsonDocument.Parse(line);
                string section = card.Split($"- config_name: {Path.GetFileNameWithoutExtension(file)}\n  features:\n")[1];
                Assert.All(document.RootElement.EnumerateObject(), column => Assert.Contains($"  - name: {column.Name}\n", section, StringComparison.Ordinal));
            }
        }

        Assert.DoesNotContain(Directory.GetDirectories(folder.Path), path => path.Contains("writing", StringComparison.Ordinal));
        Assert.Contains("is there already", (await Assert.ThrowsAsync<DatasetException>(() => new DatasetExport(pictures).WriteAsync(pairs.Pairs, Set, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"caption":"x","image_0":"../secret.png","image_1":"b.png","label_0":1}""", "no file name below")]
    [InlineData("""{"caption":"x","image_0":"/etc/passwd","image_1":"b.png","label_0":1}""", "no file name below")]
    [InlineData("""{"caption":"x","image_0":"link.png","image_1":"b.png","label_0":1}""", "behind a link")]
    [InlineData("""{"caption":"x","image_0":"a.png","image_1":"gone.png","label_0":1}""", "no picture 'gone.png'")]
    [InlineData("""{"caption":"x","image_0":"a.png","image_1":"a.png","label_0":1}""", "one and the same")]
    [InlineData("""{"caption":"x","image_0":"a.png","image_1":"text.png","label_0":1}""", "not a PNG")]
    [InlineData("""{"caption":"x","image_0":"a.png","image_1":"b.png","label_0":0.7}""", "label_0 is 0.7")]
    [InlineData("""{"caption":"x","image_0_url":"http://h/a.png","image_1":"b.png","label_0":1}""", "image_0_url is not followed")]
    [InlineData("""{"caption":"x","image_0":"a.png","image_0_uid":"0000000000000000000000000000000000000000000000000000000000000000","image_1":"b.png","label_0":1}""", "not the one that was exported")]
    [InlineData("""{"prompt":"x","chosen":"the first text","rejected":"the second","images":["a.png","b.png"]}""", "only 'Image A'")]
    [InlineData("""{"prompt":"x","chosen":"Image A","rejected":"Image B"}""", "images is no list of 2")]
    [InlineData("""{"prompt":"x","completion":"yes","label":true,"images":["a.png"]}""", "names no pair_id")]
    [InlineData("""{"pair_id":"p","prompt":"x","completion":"yes","label":true,"images":["a.png"]}""", "only this one picture")]
    [InlineData("""{"label_0":1,"image_0":"a.png","image_1":"b.png"}""", "no caption")]
    [InlineData("""{"caption":""", "line 2")]
    [InlineData("[1]", "no JSON object")]
    public async Task A_wrong_line_is_named_and_nothing_is_learned(string line, string problem)
    {
        Directory.CreateDirectory(Set);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "secret.png"), Sample.Picture(9));
        await File.WriteAllBytesAsync(Path.Combine(Set, "a.png"), Sample.Picture(10));
        await File.WriteAllBytesAsync(Path.Combine(Set, "b.png"), Sample.Picture(200));
        await File.WriteAllTextAsync(Path.Combine(Set, "text.png"), "no picture");
        File.CreateSymbolicLink(Path.Combine(Set, "link.png"), Path.Combine(folder.Path, "secret.png"));
        await File.WriteAllTextAsync(Path.Combine(Set, "data.jsonl"), $$"""{"caption":"x","image_0":"a.png","image_1":"b.png","label_0":1}""" + $"\n{line}\n");

        DatasetException wrong = await Assert.ThrowsAsync<DatasetException>(() => new DatasetImport(shelf.Book, pictures, TimeProvider.System).ReadAsync(Set, "ann", CancellationToken.None));
        Assert.Contains("line 2", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(problem, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await shelf.Book.HeadAsync("ann", CancellationToken.None)).Last);
    }

    private VotedPictures Pictures(string name) => new(Path.Combine(folder.Path, name), new ImageCodec(ImageLimits.Default), new ClipCodec(ImageLimits.Default), ImageLimits.Default);

    private static object Content(PreferencePair pair)
        => (pair.Prompt, pair.A.Sha256, pair.B.Sha256, pair.Outcome, pair.AreBothBad, pair.At, Source: pair.Source == PairSource.Machine ? PairSource.Machine : PairSource.Import, pair.Weight);

    private async Task<CleanPairs> VoteAsync(int seed, int count)
    {
        string[] hashes = await Task.WhenAll(Enumerable.Range(0, 12).Select(shade => pictures.AddAsync(Sample.Picture(shade * 20, 8), CancellationToken.None)));
        string[] prompts = ["a red fox", "\"quoted\" \\ and\nbroken — ünïcode 🦊", "- name: yaml?"];
        for (int number = 0; number < count; number++)
        {
            int Draw(int limit, string purpose) => StableRandom.Below(limit, (ulong)seed, purpose, number);
            int a = Draw(12, "a"), b = (a + 1 + Draw(11, "b")) % 12;
            VoteOutcome outcome = Enum.GetValues<VoteOutcome>()[Draw(5, "outcome")];
            PairSource source = Enum.GetValues<PairSource>()[Draw(3, "source")];
            await shelf.Book.AddAsync(new Vote($"vote-{number}", 0, UserName.Default, prompts[Draw(3, "prompt")], new VotedPicture(hashes[a]), new VotedPicture(hashes[b]), false, outcome, source, "x", Sample.Noon.AddMinutes(number)), CancellationToken.None);
        }

        return CleanPairs.Of(await shelf.Book.ListAsync(UserName.Default, 0, int.MaxValue, CancellationToken.None), new PairRules());
    }
}
