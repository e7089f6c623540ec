using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Choosing;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Votes;

/// <summary>Asks a user about the pair of their last runs' pictures that teaches most. Nothing is kept of a question: its id names the pair, and its answer is an ordinary vote.</summary>
internal sealed class NextDesk(Workbench workbench)
{
    /// <summary>Runs and pictures that are looked through, latest first.</summary>
    private const int Runs = 50, Pictures = 60, Looked = 500;

    private sealed record Shown(NextPicture Picture, IReadOnlyList<double> Features);

    /// <summary>The question; null when every pair was asked, or no prompt has two pictures.</summary>
    /// <param name="user">Whose pictures and taste.</param>
    /// <param name="id">A question that was shown before; null for the one that teaches most now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<NextQuestion?> NextAsync(string user, string? id, CancellationToken cancellationToken)
    {
        var pairs = new Dictionary<string, (string Prompt, Shown A, Shown B)>(StringComparer.Ordinal);
        foreach (IGrouping<string, (string Prompt, Shown Shown)> prompt in (await PicturesAsync(user, cancellationToken)).GroupBy(one => one.Prompt, StringComparer.OrdinalIgnoreCase))
        {
            Shown[] shown = [.. prompt.Select(one => one.Shown).DistinctBy(one => one.Picture.Picture.Sha256)];
            for (int one = 0; one < shown.Length; one++)
            {
                for (int other = one + 1; other < shown.Length; other++)
                    pairs.TryAdd(IdOf(shown[one], shown[other]), (prompt.Key, shown[one], shown[other]));
            }
        }

        IReadOnlyList<Vote> given = await workbench.Votes.ListAsync(user, 0, int.MaxValue, cancellationToken);
        // A vote that was taken back keeps its id, so that its pair is not asked again.
        var asked = given.Select(vote => (vote.A.Sha256, vote.B.Sha256)).ToArray();
        PreferenceModel? model = await ModelAsync(user, cancellationToken);
        var chooser = new PairChooser(model, asked, await VotedAsync(given, cancellationToken));
        CandidatePair[] candidates = [.. pairs.Select(pair => new CandidatePair(pair.Key, pair.Value.A.Picture.Picture.Sha256, pair.Value.B.Picture.Picture.Sha256, pair.Value.A.Features, pair.Value.B.Features))];
        IReadOnlyList<CandidatePair> open = chooser.Rank(candidates, int.MaxValue);
        return (id is null ? open is [var best, ..] ? best : null : open.FirstOrDefault(one => one.Id == id)) is { } chosen ? Question(user, chosen.Id, pairs[chosen.Id], open.Count, model is not null) : null;
    }

    /// <summary>Answers a question, as a vote.</summary>
    /// <exception cref="VoteConflictException">It was answered otherwise meanwhile.</exception>
    public Task<Vote> AnswerAsync(NextQuestion question, VoteOutcome outcome, DateTimeOffset at, CancellationToken cancellationToken)
        => workbench.Votes.AddAsync(new Vote(question.Id, 0, question.User, question.Prompt, question.A.Picture, question.B.Picture, false, outcome, PairSource.Human, question.User, at), cancellationToken);

    private static NextQuestion Question(string user, string id, (string Prompt, Shown A, Shown B) pair, int open, bool byModel)
        => StableRandom.Below(2, StableRandom.Hash(id), "next-sides", 0) == 1
            ? new NextQuestion(id, user, pair.Prompt, pair.B.Picture, pair.A.Picture, open, byModel)
            : new NextQuestion(id, user, pair.Prompt, pair.A.Picture, pair.B.Picture, open, byModel);

    private static string IdOf(Shown one, Shown other)
    {
        (string a, string b) = (one.Picture.Picture.Sha256, other.Picture.Picture.Sha256);
        return string.CompareOrdinal(a, b) < 0 ? $"next-{a[..16]}-{b[..16]}" : $"next-{b[..16]}-{a[..16]}";
    }

    private async Task<IReadOnlyList<(string Prompt, Shown Shown)>> PicturesAsync(string user, CancellationToken cancellationToken)
    {
        var found = new List<(string, Shown)>();
        foreach (RunRow run in (await workbench.Records.ListAsync(Looked, cancellationToken)).Where(run => run.User == user).Take(Runs))
        {
            if (found.Count >= Pictures)
                break;
            if (!Directory.Exists(workbench.Artifacts.PathOf(run.Id)))
                continue;
            RunFolder folder = workbench.Artifacts.Open(run.Id);
            // What the folder has, and not what was decided: a run that waits for a vote has decided nothing yet.
            foreach (int iteration in folder.Pictures())
            {
                string file = folder.ClipOf(iteration) ?? RunFolder.PictureName(iteration);
                string sha256 = await workbench.VotedPictures.AddAsync(await folder.ReadAsync(file, cancellationToken), cancellationToken);
                found.Add((run.Goal.Trim(), new Shown(new NextPicture(new VotedPicture(sha256, run.Id, iteration), file), await workbench.Features.OfAsync(sha256, run.Goal.Trim(), cancellationToken))));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<(IReadOnlyList<double>, IReadOnlyList<double>)>> VotedAsync(IReadOnlyList<Vote> given, CancellationToken cancellationToken)
    {
        var voted = new List<(IReadOnlyList<double>, IReadOnlyList<double>)>();
        foreach (Vote vote in given.TakeLast(Pictures))
            voted.Add((await workbench.Features.OfAsync(vote.A.Sha256, vote.Prompt, cancellationToken), await workbench.Features.OfAsync(vote.B.Sha256, vote.Prompt, cancellationToken)));
        return voted;
    }

    private async Task<PreferenceModel?> ModelAsync(string user, CancellationToken cancellationToken)
        => await workbench.Tuner.Shelf.ServingAsync(user, cancellationToken) is { Kind: VersionKind.Adapter } version
            && await workbench.Tuner.Shelf.ModelAsync(version, cancellationToken) is var model
            && model.Features.Sha256 == workbench.Features.Spec.Sha256 ? model : null;
}
