using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Training;

/// <summary>What people have chosen, as numbers to learn from. Of each user by themselves; of everybody only under the name <see cref="UserName.Shared"/>, and only where that is wanted.</summary>
/// <param name="pairs">What they have chosen.</param>
/// <param name="votes">Who they are.</param>
/// <param name="features">The pictures as numbers.</param>
/// <param name="isShared">Whether a model may be made of everybody's choices.</param>
public sealed class PairMaterial(PairBook pairs, VoteBook votes, FeatureBook features, bool isShared)
{
    /// <summary>All that can be learned of a user now.</summary>
    /// <exception cref="TrainingException">Everybody's is asked for, and nobody has allowed that.</exception>
    public async Task<TrainingMaterial> CollectAsync(string user, CancellationToken cancellationToken)
    {
        if (user != UserName.Shared)
        {
            // Asked first: everything up to here was looked at, also what teaches nothing.
            long read = (await votes.HeadAsync(user, cancellationToken)).Last;
            IReadOnlyList<PreferencePair> own = await pairs.ListAsync(user, 0, cancellationToken);
            return new TrainingMaterial(new TrainingSet(features.Spec, [.. await NumbersAsync(own, "", cancellationToken)]), own.Count == 0 ? 0 : own[0].Sequence, own.Count == 0 ? read : Math.Max(read, own[^1].Sequence));
        }

        var all = new List<TrainingPair>();
        await foreach ((string prefix, IReadOnlyList<PreferencePair> chosen) in EverybodysAsync(cancellationToken))
            all.AddRange(await NumbersAsync(chosen, prefix, cancellationToken));
        return new TrainingMaterial(new TrainingSet(features.Spec, [.. all.OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal)]), all.Count == 0 ? 0 : 1, all.Count);
    }

    /// <summary>Pairs with their pictures, those of them that are still there.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="ids">Their ids, as <see cref="CollectAsync"/> gives them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TrainingException">Everybody's are asked for, and nobody has allowed that.</exception>
    public async Task<IReadOnlyList<PreferencePair>> ChoicesAsync(string user, IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        if (user != UserName.Shared)
            return [.. (await pairs.ListAsync(user, 0, cancellationToken)).Where(one => ids.Contains(one.Id))];
        var all = new List<PreferencePair>();
        await foreach ((string prefix, IReadOnlyList<PreferencePair> chosen) in EverybodysAsync(cancellationToken))
            all.AddRange(chosen.Select(one => one with { Id = $"{prefix}{one.Id}" }).Where(one => ids.Contains(one.Id)));
        return all;
    }

    /// <summary>Each user's pairs, with what comes before their ids.</summary>
    private async IAsyncEnumerable<(string Prefix, IReadOnlyList<PreferencePair> Pairs)> EverybodysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!isShared)
            throw new TrainingException($"A model of everybody's choices is made only where the setting Tuning:Shared is true; '{UserName.Shared}' is no person.");
        foreach (VoteHead head in await votes.UsersAsync(cancellationToken))
        {
            // Numbers of pairs count within a user; the hash keeps two users' apart without telling who they are.
            string whose = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head.User)))[..8];
            yield return ($"{whose}-", await pairs.ListAsync(head.User, 0, cancellationToken));
        }
    }

    private async Task<IReadOnlyList<TrainingPair>> NumbersAsync(IReadOnlyList<PreferencePair> chosen, string prefix, CancellationToken cancellationToken)
    {
        var numbers = new List<TrainingPair>();
        foreach (PreferencePair pair in chosen)
        {
            numbers.Add(new TrainingPair(
                $"{prefix}{pair.Id}",
                pair.Prompt.Trim().ToLowerInvariant(),
                await features.OfAsync(pair.A.Sha256, pair.Prompt, cancellationToken),
                await features.OfAsync(pair.B.Sha256, pair.Prompt, cancellationToken),
                pair.Outcome,
                pair.Weight,
                pair.Source,
                pair.At));
        }

        return numbers;
    }
}
