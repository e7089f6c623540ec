using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Pairs;

/// <summary>
/// What loops preferred while they ran, written into the book as machines' votes: a new best over the one before it, the
/// best over a picture that was turned down. Each step of a run is looked at once.
/// </summary>
public sealed class MachineChoices(IRecordStore store, RunRecords records, RunArtifacts artifacts, VoteBook votes, VotedPictures pictures)
{
    private const string Gathered = "gathered-steps";

    /// <summary>Adds what the user's runs have decided since the last call. A run that began before the user was forgotten is left alone.</summary>
    /// <returns>How many votes were added.</returns>
    public async Task<int> GatherAsync(string user, CancellationToken cancellationToken)
    {
        VoteHead head = await votes.HeadAsync(user, cancellationToken);
        Dictionary<string, int> gathered = (await store.ListRecordsAsync(Gathered, $"{user}/", descending: false, int.MaxValue, cancellationToken))
            .ToDictionary(row => row.Key, row => JsonSerializer.Deserialize<int>(row.Json.Span));
        int added = 0;
        // Oldest first: the votes come in the order in which the choices were made.
        foreach (RunRow run in (await records.ListAsync(int.MaxValue, cancellationToken)).Where(run => run.User == user && !(run.CreatedAt <= head.ForgottenAt)).Reverse())
        {
            int known = gathered.GetValueOrDefault($"{user}/{run.Id}");
            if (run.Iterations <= known)
                continue;
            foreach ((IterationRecord kept, IterationRecord left) in Choices(run, await records.IterationsAsync(run.Id, cancellationToken), known))
                added += await AddAsync(run, kept, left, cancellationToken) ? 1 : 0;
            await store.PutRecordAsync(new DomainRecord(Gathered, $"{user}/{run.Id}", JsonSerializer.SerializeToUtf8Bytes(run.Iterations)), cancellationToken);
        }

        return added;
    }

    /// <summary>Forgets which steps of a user's runs were looked at.</summary>
    public async Task ForgetAsync(string user, CancellationToken cancellationToken)
    {
        foreach (DomainRecord row in await store.ListRecordsAsync(Gathered, $"{user}/", descending: false, int.MaxValue, cancellationToken))
            await store.DeleteRecordAsync(Gathered, row.Key, cancellationToken);
    }

    /// <summary>What a run's steps preferred to what. Steps that nobody judged, and equals, prefer nothing.</summary>
    internal static IEnumerable<(IterationRecord Kept, IterationRecord Left)> Choices(RunRow run, IReadOnlyList<IterationRecord> steps, int after)
    {
        IterationRecord? best = null;
        foreach (IterationRecord step in steps.Where(step => step.Score is not null || step.JudgedBy is not null || step.Grade is not null))
        {
            if (best is null)
            {
                best = step;
                continue;
            }

            // By comparison the strategy has said who won; by score the numbers say it, because annealing also accepts what is worse.
            bool wins = run.Settings.Pairwise ? step.Accepted : ValueOf(step) > ValueOf(best);
            bool loses = run.Settings.Pairwise ? step.Status.Contains("(lost)", StringComparison.Ordinal) : ValueOf(step) < ValueOf(best) && !step.Accepted;
            if (step.Iteration > after && wins)
                yield return (step, best);
            else if (step.Iteration > after && loses)
                yield return (best, step);
            if (wins)
                best = step;
        }
    }

    private static double ValueOf(IterationRecord step) => step.Grade?.Score ?? step.Score ?? 0;

    private async Task<bool> AddAsync(RunRow run, IterationRecord kept, IterationRecord left, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(artifacts.PathOf(run.Id)) || artifacts.Open(run.Id) is not { } folder || !folder.Has(FileOf(kept)) || !folder.Has(FileOf(left)))
            return false;
        string winner = await pictures.AddAsync(await folder.ReadAsync(FileOf(kept), cancellationToken), cancellationToken);
        string loser = await pictures.AddAsync(await folder.ReadAsync(FileOf(left), cancellationToken), cancellationToken);
        if (winner == loser)
            return false;
        int step = Math.Max(kept.Iteration, left.Iteration);
        await votes.AddAsync(
            new Vote(string.Create(CultureInfo.InvariantCulture, $"{run.Id}-step-{step}"), 0, run.User, run.Goal, new VotedPicture(winner, run.Id, kept.Iteration), new VotedPicture(loser, run.Id, left.Iteration), false, VoteOutcome.A, PairSource.Machine, run.Judge, (step == kept.Iteration ? kept : left).EndedAt),
            cancellationToken);
        return true;
    }

    private static string FileOf(IterationRecord step) => step.ClipPath ?? step.ImagePath;
}
