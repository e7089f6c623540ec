using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Tests.Shared;
using RefineWorkflows.Server.Tuning;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Tests.Tuning;

public sealed class ListeningForVotes
{
    private const string Tuner = "sleeptime-tuner";

    [Theory]
    [InlineData(5, false, new long[] { 5, 10, 15 })]
    [InlineData(5, true, new long[] { 1, 6, 11 })]
    [InlineData(1, false, new long[] { 1, 2, 3 })]
    [InlineData(1, true, new long[] { 1, 2, 3 })]
    public void It_is_rung_after_every_so_many_votes_or_after_the_first_and_every_so_many(int frequency, bool onFirst, long[] expected)
    {
        long[] rung = [.. Enumerable.Range(0, 20).Select(votes => VoteBell.Due(votes, frequency, onFirst)).Distinct().Where(due => due > 0).Take(3)];

        Assert.Equal(expected, rung);
        Assert.All(Enumerable.Range(0, 20), votes => Assert.InRange(VoteBell.Due(votes, frequency, onFirst), 0, votes));
    }

    [Fact]
    public async Task What_comes_together_while_the_tuner_works_is_rung_for_once()
    {
        using var folder = new TempFolder();
        await using Workbench workbench = await Workbench.OpenAsync(RefineSettings.Load(folder.Path), TextWriter.Null, TextWriter.Null, CancellationToken.None);
        await workbench.Definitions.EnsureAsync(Tuner, default);
        await using var bell = new VoteBell(workbench, TimeProvider.System);
        await VoteAsync(workbench, 4);
        await bell.LookAsync(default);
        Assert.Empty(await workbench.InstancesAsync(Tuner));

        await VoteAsync(workbench, 5);
        await bell.LookAsync(default);
        await bell.LookAsync(default);
        InstanceId first = Assert.Single(await workbench.InstancesAsync(Tuner)).Id;

        await VoteAsync(workbench, 12);
        await bell.LookAsync(default);
        await VoteAsync(workbench, 17);
        await bell.LookAsync(default);
        Assert.Single(await workbench.InstancesAsync(Tuner));

        workbench.Host.Start();
        await workbench.Host.FollowAsync(first, default);
        await bell.LookAsync(default);
        await bell.LookAsync(default);
        InstanceHeader second = Assert.Single(await workbench.InstancesAsync(Tuner), one => one.Id != first);
        await workbench.Host.FollowAsync(second.Id, default);
        await bell.LookAsync(default);
        Assert.Equal(2, (await workbench.InstancesAsync(Tuner)).Count);
        Assert.Contains("\"votes\":17", System.Text.Encoding.UTF8.GetString((await workbench.Store.FindRecordAsync("votes-rung", "owner", default))!.Json.Span), StringComparison.Ordinal);
    }

    private static async Task VoteAsync(Workbench workbench, int upTo)
    {
        for (long vote = (await workbench.Votes.HeadAsync("owner", default)).Last; vote < upTo; vote++)
        {
            string Picture(string side) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{side}{vote}")));
            // Nobody has looked, so that no picture has to be there.
            await workbench.Votes.AddAsync(new Vote($"vote-{vote}", 0, "owner", "a red fox", new VotedPicture(Picture("a")), new VotedPicture(Picture("b")), false, VoteOutcome.Skip, PairSource.Human, "owner", TimeProvider.System.GetUtcNow()), default);
        }
    }
}
