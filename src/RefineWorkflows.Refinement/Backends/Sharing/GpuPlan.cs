using System.Globalization;
using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Backends.Sharing;

/// <summary>What to expect of a device and the models that share it, before anything is loaded.</summary>
/// <param name="Group">The device group.</param>
/// <param name="Budget">What models may hold together, in GiB; null where nobody tells.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Needs">What each needs, in GiB; null where nobody has said.</param>
/// <param name="Placement">Whether they stay in memory beside each other; null where that shows only later.</param>
/// <param name="Sentences">What follows from it, and what would make it better, for people.</param>
public sealed record GpuPlan(string Group, double? Budget, string Source, IReadOnlyDictionary<string, double?> Needs, VramPlacement? Placement, IReadOnlyList<string> Sentences)
{
    private const double Gib = 1L << 30;

    /// <summary>What is left of a need at other precisions than 16 bit, roughly: weights shrink, what a step takes beside them does not.</summary>
    private static readonly (string Name, double Share)[] Precisions = [("8 bit (fp8, Q8)", 0.55), ("4 bit (nf4, Q4)", 0.35)];

    /// <param name="group">The device group.</param>
    /// <param name="budget">What models may hold there.</param>
    /// <param name="members">Who shares it.</param>
    public static GpuPlan Of(string group, GpuBudget budget, IReadOnlyList<GpuMember> members)
    {
        Dictionary<string, double?> needs = members.ToDictionary(one => one.Name, one => one.Need / Gib, StringComparer.Ordinal);
        double? room = budget.IsKnown ? budget.Bytes / Gib : null;
        (VramPlacement? placement, IEnumerable<string> sentences) = Expect(room, needs);
        return new GpuPlan(group, room, budget.Source, needs, placement, [.. sentences]);
    }

    private static (VramPlacement? Placement, IEnumerable<string> Sentences) Expect(double? budget, Dictionary<string, double?> needs)
    {
        if (budget is not { } room)
            return (null, ["Models are swapped only when one is out of memory. Set Gpu:BudgetGigabytes."]);
        string[] unsaid = [.. needs.Where(one => one.Value is null).Select(one => one.Key)];
        if (unsaid.Length > 0)
            return (null, [$"What {And(unsaid)} needs is learnt by the first step, which has the card to itself. Set Vram to say it."]);
        (string Name, double Need)[] known = [.. needs.Select(one => (one.Key, one.Value!.Value)).OrderBy(one => one.Item2)];
        double total = known.Sum(one => one.Need);
        return total <= room
            ? (VramPlacement.Parallel, [$"All stay in memory beside each other: {Text(total)} of {Text(room)} GiB."])
            : (VramPlacement.Sequential, Swapped(known, total, room).Append(Advice(known, room)).OfType<string>());
    }

    private static IEnumerable<string> Swapped((string Name, double Need)[] known, double total, double room)
    {
        int beside = Enumerable.Range(0, known.Length + 1).Last(count => known.Take(count).Sum(one => one.Need) <= room);
        string[] stay = [.. known.Take(beside).Select(one => one.Name)];
        yield return $"Together they need {Text(total)} GiB, and {Text(room)} may be held: models are swapped"
            + (stay.Length > 1 ? $"; {And(stay)} fit beside each other." : ".");
        foreach ((string name, double need) in known.Where(one => one.Need > room))
            yield return $"{name} alone needs more than there is ({Text(need)} GiB); a part of it will run on the CPU, which is slow, or it will be out of memory.";
    }

    /// <summary>The highest precision at which everything would stay: of the largest model, else of all.</summary>
    private static string? Advice((string Name, double Need)[] known, double room)
    {
        (string name, double need) = known[^1];
        double others = known[..^1].Sum(one => one.Need);
        foreach ((string precision, double share) in Precisions)
        {
            if ((need * share) + others <= room)
                return $"If that is {name} at 16 bit, then at {precision} it takes about {Text(need * share)} GiB, and all would stay.";
            if ((need + others) * share <= room)
                return $"If those are 16 bit, then at {precision} all together take about {Text((need + others) * share)} GiB, and would stay.";
        }

        return null;
    }

    private static string Text(double gib) => gib.ToString("0.#", CultureInfo.InvariantCulture);

    private static string And(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
