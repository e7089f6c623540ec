using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Votes;

public sealed class KeepingVotes
{
    [Fact]
    public async Task The_same_vote_twice_is_one_and_another_under_its_id_is_refused()
    {
        await using VoteShelf shelf = await VoteShelf.OpenAsync();
        Vote first = await shelf.Book.AddAsync(Sample.Vote("one"), CancellationToken.None);
        Vote again = await shelf.Book.AddAsync(Sample.Vote("one") with { At = Sample.Noon.AddHours(1), By = "somebody else" }, CancellationToken.None);

        Assert.Equal(first, again);
        VoteConflictException refused = await Assert.ThrowsAsync<VoteConflictException>(() => shelf.Book.AddAsync(Sample.Vote("one", VoteOutcome.B), CancellationToken.None));
        Assert.Equal(first, refused.Standing);
        Assert.Equal([first], await shelf.Book.ListAsync("owner", 0, 10, CancellationToken.None));
        Assert.Equal(1, (await shelf.Book.AddAsync(Sample.Vote("one", VoteOutcome.B, user: "ann"), CancellationToken.None)).Sequence);
    }

    /// <summary>Two processes are two stores on one file.</summary>
    [Fact]
    public async Task Writers_at_once_lose_nothing_and_take_no_number_twice()
    {
        using var folder = new TempFolder();
        await using SqliteStore here = await SqliteStore.OpenAsync(Path.Combine(folder.Path, "refine.db"), TimeProvider.System, CancellationToken.None);
        await using SqliteStore there = await SqliteStore.OpenAsync(Path.Combine(folder.Path, "refine.db"), TimeProvider.System, CancellationToken.None);
        VoteBook[] books = [new(here, TimeProvider.System), new(there, TimeProvider.System)];
        const int each = 40;
        // Every id is sent by both: whoever comes second hears of the first one's vote.
        await Task.WhenAll(books.SelectMany(book => Enumerable.Range(0, 4).Select(async lane =>
        {
            for (int number = lane; number < each; number += 4)
                await book.AddAsync(Sample.Vote($"vote-{number}"), CancellationToken.None);
        })));

        IReadOnlyList<Vote> votes = await books[0].ListAsync("owner", 0, int.MaxValue, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, each).Select(number => (long)number), votes.Select(vote => vote.Sequence));
        Assert.Equal(each, votes.Select(vote => vote.Id).Distinct().Count());
    }

    [Fact]
    public async Task Taking_a_vote_back_marks_it_once()
    {
        await using VoteShelf shelf = await VoteShelf.OpenAsync();
        await shelf.Book.AddAsync(Sample.Vote("one"), CancellationToken.None);
        Vote undone = (await shelf.Book.UndoAsync("owner", "one", CancellationToken.None))!;
        shelf.Time.Now += TimeSpan.FromHours(1);

        Assert.Equal(undone, await shelf.Book.UndoAsync("owner", "one", CancellationToken.None));
        Assert.Equal(undone, await shelf.Book.AddAsync(Sample.Vote("one"), CancellationToken.None));
        Assert.Null(await shelf.Book.UndoAsync("owner", "two", CancellationToken.None));
        Assert.Null(await shelf.Book.UndoAsync("ann", "one", CancellationToken.None));
        Assert.Equal(undone, Assert.Single(await shelf.Book.ListAsync("owner", 0, 10, CancellationToken.None)));
    }

    [Theory, InlineData(0, 3), InlineData(7, 100), InlineData(9, 1), InlineData(95, 40), InlineData(123, 5), InlineData(200, 5)]
    public async Task A_list_goes_on_after_any_number(long after, int limit)
    {
        await using VoteShelf shelf = await VoteShelf.OpenAsync();
        for (int number = 1; number <= 123; number++)
            await shelf.Book.AddAsync(Sample.Vote($"vote-{number}"), CancellationToken.None);
        await shelf.Book.AddAsync(Sample.Vote("other", user: "owner2"), CancellationToken.None);

        IReadOnlyList<Vote> votes = await shelf.Book.ListAsync("owner", after, limit, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 123).Select(number => (long)number).Where(number => number > after).Take(limit), votes.Select(vote => vote.Sequence));
    }

    [Fact]
    public async Task Who_is_forgotten_leaves_a_tombstone_and_others_as_they_were()
    {
        await using VoteShelf shelf = await VoteShelf.OpenAsync();
        for (int number = 0; number < 12; number++)
            await shelf.Book.AddAsync(Sample.Vote($"vote-{number}"), CancellationToken.None);
        Vote others = await shelf.Book.AddAsync(Sample.Vote("vote-1", user: "ann"), CancellationToken.None);

        VoteHead tombstone = await shelf.Book.ForgetAsync("owner", CancellationToken.None);
        Assert.Equal((12L, 12L, shelf.Time.Now), (tombstone.Last, tombstone.ForgottenThrough, tombstone.ForgottenAt));
        Assert.Empty(await shelf.Book.ListAsync("owner", 0, 100, CancellationToken.None));
        Assert.Null(await shelf.Book.FindAsync("owner", "vote-1", CancellationToken.None));
        Assert.Equal([others], await shelf.Book.ListAsync("ann", 0, 100, CancellationToken.None));

        // A new vote, even under an old id, begins after the tombstone: what a tuner has used up to a number stays used.
        Assert.Equal(13, (await shelf.Book.AddAsync(Sample.Vote("vote-1", VoteOutcome.B), CancellationToken.None)).Sequence);
        Assert.Single(await shelf.Book.ListAsync("owner", 0, 100, CancellationToken.None));
    }

    [Theory]
    [InlineData("shared", "x"), InlineData("no/slash", "x"), InlineData("owner", " ")]
    public async Task What_is_no_vote_is_refused_in_words(string user, string id)
    {
        await using VoteShelf shelf = await VoteShelf.OpenAsync();
        await Assert.ThrowsAsync<VoteException>(() => shelf.Book.AddAsync(Sample.Vote(id, user: user), CancellationToken.None));
        VoteException twice = await Assert.ThrowsAsync<VoteException>(() => shelf.Book.AddAsync(Sample.Vote("same") with { B = Sample.Vote("same").A }, CancellationToken.None));
        Assert.Contains("one picture twice", twice.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await shelf.Book.HeadAsync(UserName.Default, CancellationToken.None)).Last);
    }

    [Fact]
    public void Answers_change_places_with_their_sides()
    {
        Assert.All(Enum.GetValues<VoteOutcome>(), outcome => Assert.Equal(outcome, outcome.Mirrored().Mirrored()));
        Assert.All(VoteOutcomes.Names, name => Assert.Equal(name, VoteOutcomes.NameOf(VoteOutcomes.TryParse(name)!.Value)));
        Assert.Equal([PairOutcome.A, PairOutcome.B, PairOutcome.Tie, PairOutcome.Tie, null], Enum.GetValues<VoteOutcome>().Select(outcome => outcome.Teaches()));
    }
}
