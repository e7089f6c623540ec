using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Tests.Activities;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Votes;

public sealed class KeepingPictures : IDisposable
{
    private static readonly ImageLimits Limits = new(20_000, 10_000, 3);
    private readonly TempFolder folder = new();
    private readonly VotedPictures pictures;

    public KeepingPictures() => pictures = new VotedPictures(Path.Combine(folder.Path, "votes"), new ImageCodec(Limits), new ClipCodec(Limits), Limits);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_picture_is_kept_once_under_its_hash_and_comes_back_as_it_was()
    {
        byte[] file = Sample.Picture(40);
        string name = await pictures.AddAsync(file, CancellationToken.None);
        Assert.Equal(name, await pictures.AddAsync(file, CancellationToken.None));
        Assert.Equal([name], pictures.List());
        Assert.Equal(file, await pictures.ReadAsync(name, CancellationToken.None));
        Assert.Equal($"{name}.png", Path.GetFileName(pictures.Find(name)));
        Assert.Null(pictures.Find("../votes"));
    }

    [Fact]
    public async Task A_clip_is_kept_as_it_moves()
    {
        RgbImage[] frames = [.. Enumerable.Range(0, 3).Select(shade => new ImageCodec(Limits).Decode(Sample.Picture(shade * 100)))];
        string name = await pictures.AddAsync(new ClipCodec(Limits).Join(frames, 8), CancellationToken.None);
        Assert.EndsWith(".webp", pictures.Find(name), StringComparison.Ordinal);
        byte[] longer = new ClipCodec(ImageLimits.Default).Join([.. frames, .. frames], 8);
        await Assert.ThrowsAsync<ImageTooLargeException>(() => pictures.AddAsync(longer, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_is_refused_and_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidImageException>(() => pictures.AddAsync("no picture"u8.ToArray(), CancellationToken.None));
        await Assert.ThrowsAsync<InvalidImageException>(() => pictures.AddAsync(Sample.Picture(1).AsMemory(0, 60), CancellationToken.None));
        await Assert.ThrowsAsync<ImageTooLargeException>(() => pictures.AddAsync(Sample.Picture(1, 128), CancellationToken.None));
        byte[] video = [0, 0, 0, 8, .. "ftypisom"u8, .. new byte[30_000]];
        await Assert.ThrowsAsync<ImageTooLargeException>(() => pictures.AddAsync(video, CancellationToken.None));
        Assert.Empty(pictures.List());
    }

    [Fact]
    public async Task A_picture_that_was_changed_or_is_gone_is_told()
    {
        string name = await pictures.AddAsync(Sample.Picture(40), CancellationToken.None);
        await File.WriteAllBytesAsync(pictures.Find(name)!, Sample.Picture(41));
        Assert.Contains("was changed", (await Assert.ThrowsAsync<VoteException>(() => pictures.ReadAsync(name, CancellationToken.None))).Message, StringComparison.Ordinal);
        pictures.Remove(name);
        pictures.Remove(name);
        Assert.Contains("is not in", (await Assert.ThrowsAsync<VoteException>(() => pictures.ReadAsync(name, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    /// <summary>Pictures that others voted on, and those that another's open question shows, stay.</summary>
    [Fact]
    public async Task Who_is_forgotten_takes_the_pictures_that_nobody_else_needs()
    {
        await using VotingEngine engine = await VotingEngine.OpenAsync(folder.Path);
        string[] kept = await Task.WhenAll(new[] { 10, 60, 110 }.Select(shade => engine.Pictures.AddAsync(Sample.Picture(shade), CancellationToken.None)));
        Task<Vote> VoteAsync(string user, int a, int b) => engine.Votes.AddAsync(Sample.Vote("one", user: user) with { A = new VotedPicture(kept[a]), B = new VotedPicture(kept[b]) }, CancellationToken.None);
        await VoteAsync("bob", 0, 1);
        Vote hers = await VoteAsync("ann", 1, 2);
        await engine.RunAsync("open", ("User", "ann"));
        Ballot open = await engine.OpenBallotAsync("open");
        bool adapterForgotten = false;
        List<string> forgotten = [];
        var machines = new MachineChoices(engine.Store, engine.Records, engine.Artifacts, engine.Votes, engine.Pictures);
        var forgetting = new Forgetting(engine.Votes, engine.Ballots, engine.Pictures, machines, [(user, _) => Task.FromResult(adapterForgotten = user == "bob")], (picture, _) =>
        {
            forgotten.Add(picture);
            return Task.CompletedTask;
        });

        (VoteHead tombstone, int gone) = await forgetting.ForgetAsync("bob", CancellationToken.None);
        Assert.Equal((1L, 1, true), (tombstone.ForgottenThrough, gone, adapterForgotten));
        Assert.Equal([kept[0]], forgotten);
        Assert.Equal(new[] { kept[1], kept[2], open.A.Sha256, open.B.Sha256 }.Order(StringComparer.Ordinal), engine.Pictures.List());
        Assert.Equal([hers], await engine.Votes.ListAsync("ann", 0, 10, CancellationToken.None));
        Assert.Equal((1L, 0), ((await forgetting.ForgetAsync("bob", CancellationToken.None)).Tombstone.ForgottenThrough, (await forgetting.ForgetAsync("bob", CancellationToken.None)).Pictures));
    }
}
