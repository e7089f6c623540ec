using System.Globalization;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Votes;

/// <summary>Tournaments over the pictures of runs. They live in the votes alone: whoever asks again goes on where it stood.</summary>
internal sealed class TournamentDesk(RunRecords records, RunArtifacts artifacts, VoteBook votes, VotedPictures pictures)
{
    /// <summary>The next question of a run's tournament.</summary>
    public async Task<TournamentQuestion> NextAsync(RunRow run, string user, CancellationToken cancellationToken)
    {
        RunFolder folder = artifacts.Open(run.Id);
        var contestants = new List<VotedPicture>();
        foreach (IterationRecord step in await records.IterationsAsync(run.Id, cancellationToken))
        {
            string file = step.ClipPath ?? step.ImagePath;
            if (folder.Has(file))
                contestants.Add(new VotedPicture(await pictures.AddAsync(await folder.ReadAsync(file, cancellationToken), cancellationToken), run.Id, step.Iteration));
        }

        IReadOnlyList<Vote> given = await votes.ListAsync(user, 0, int.MaxValue, cancellationToken);
        TournamentState state = new Tournament(contestants).After(given);
        if (state.Next is not ({ } first, { } second))
            return new TournamentQuestion(run.Id, user, null, null, null, false, state.Answered, 0, state.Winner);
        string pair = string.Create(CultureInfo.InvariantCulture, $"{run.Id}-pair-{first.Iteration}-{second.Iteration}");
        // A vote that was taken back keeps its id; the question is asked again under another.
        int asked = given.Count(vote => vote.Id == pair || vote.Id.StartsWith($"{pair}-again-", StringComparison.Ordinal));
        bool swapped = StableRandom.Below(2, run.Settings.Seed, "tournament-sides", StableRandom.Below(int.MaxValue, StableRandom.Hash(pair), "pair", asked)) == 1;
        string id = asked == 0 ? pair : string.Create(CultureInfo.InvariantCulture, $"{pair}-again-{asked}");
        return new TournamentQuestion(run.Id, user, id, swapped ? second : first, swapped ? first : second, swapped, state.Answered, state.Left, null);
    }

    /// <summary>Answers a question, as a vote.</summary>
    /// <exception cref="VoteConflictException">It was answered otherwise meanwhile.</exception>
    public Task<Vote> AnswerAsync(RunRow run, TournamentQuestion question, VoteOutcome outcome, DateTimeOffset at, CancellationToken cancellationToken)
        => votes.AddAsync(new Vote(question.Id!, 0, question.User, run.Goal, question.A!, question.B!, question.Swapped, outcome, PairSource.Human, question.User, at), cancellationToken);
}
