using System.Text.Json;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Quality.Verifying.Asking;

/// <summary>Reads how a model took a prompt apart. What it says of things that it does not list is left out.</summary>
internal static class StructureReply
{
    private const int MostThings = 12, MostAttributes = 6, MostQuestions = 30, LongestName = 60;
    private const double Roughly = 0.25;

    private static readonly Dictionary<string, RelationKind> Relations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["left_of"] = RelationKind.LeftOf, ["right_of"] = RelationKind.RightOf, ["above"] = RelationKind.Above, ["below"] = RelationKind.Below, ["next_to"] = RelationKind.NextTo,
        ["inside"] = RelationKind.Inside, ["on"] = RelationKind.On, ["in_front_of"] = RelationKind.InFrontOf, ["behind"] = RelationKind.Behind,
    };

    private static readonly Dictionary<string, LightSide> Lights = new(StringComparer.OrdinalIgnoreCase)
    {
        ["left"] = LightSide.Left, ["right"] = LightSide.Right, ["above"] = LightSide.Above, ["below"] = LightSide.Below,
        ["upper_left"] = LightSide.Left | LightSide.Above, ["upper_right"] = LightSide.Right | LightSide.Above, ["lower_left"] = LightSide.Left | LightSide.Below, ["lower_right"] = LightSide.Right | LightSide.Below,
    };

    /// <summary>Never throws.</summary>
    public static Reading<PromptParts> Read(string? reply) => JudgeJson.Read(reply, "structure", (structure, _) => Read(structure));

    private static Reading<PromptParts> Read(JsonElement structure)
    {
        var things = new List<string>();
        var questions = new List<PartQuestion>();
        var claims = new List<SpatialClaim>();
        foreach (JsonElement thing in structure.Each("things").Take(MostThings))
        {
            if (ReplyWords.Short(thing.ValueKind == JsonValueKind.String ? thing : thing.At("name"), LongestName) is not { } name || things.Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;
            things.Add(name);
            questions.Add(new PartQuestion(name, $"Is there {Article(name)} in the picture?"));
            foreach (string attribute in thing.Each("attributes").Select(one => ReplyWords.Short(one, LongestName)).OfType<string>().Distinct().Take(MostAttributes))
                questions.Add(new PartQuestion($"{name}: {attribute}", $"Does this hold for the {name}: {attribute}?"));
            if (thing.Count("count") is >= 0 and <= 99 and { } count)
                claims.Add(new CountClaim(name, (int)count));
        }

        foreach (string other in structure.Each("other_attributes").Select(one => ReplyWords.Short(one, LongestName)).OfType<string>().Distinct().Take(MostAttributes))
            questions.Add(new PartQuestion(other, $"Does this hold for the whole picture: {other}?"));
        if (questions.Count == 0)
            return new Reading<PromptParts>(null, "its 'structure' names neither things nor attributes");
        claims.AddRange(Claims(structure, things));
        return new Reading<PromptParts>(new PromptParts(things, [.. questions.Take(MostQuestions)], [.. claims.Distinct()]));
    }

    private static IEnumerable<SpatialClaim> Claims(JsonElement structure, List<string> things)
    {
        foreach (JsonElement relation in structure.Each("relations").Take(MostThings))
        {
            if (Known(relation, "subject", things) is { } subject && Known(relation, "other", things) is { } other && subject != other && Relations.TryGetValue(relation.Words("relation") ?? "", out RelationKind kind))
                yield return new RelationClaim(subject, kind, other);
        }

        foreach (JsonElement place in structure.Each("places").Take(MostThings))
        {
            int? column = Side(place.Words("column"), "left", "right"), row = Side(place.Words("row"), "top", "bottom");
            bool isMiddle = place.Words("column") == "centre" && place.Words("row") is "middle" or "any" || place.Words("row") == "middle" && place.Words("column") == "any";
            if (Known(place, "thing", things) is { } thing && (column is not null || row is not null || isMiddle))
                yield return new PlaceClaim(thing, new Zone(column ?? 0, row ?? 0));
        }

        foreach (JsonElement share in structure.Each("shares").Take(MostThings))
        {
            if (Known(share, "thing", things) is { } thing && ReplyWords.Number(share.At("share")) is > 0 and <= 1 and { } part)
                yield return new ShareClaim(thing, part * (1 - Roughly), Math.Min(1, part * (1 + Roughly)));
        }

        if (Lights.TryGetValue(structure.Words("light_from") ?? "", out LightSide side))
            yield return new LightClaim(side);
    }

    private static int? Side(string? word, string before, string behind) => word == before ? -1 : word == behind ? 1 : null;

    private static string? Known(JsonElement parent, string member, List<string> things)
        => ReplyWords.Short(parent.At(member), LongestName) is { } name ? things.Find(thing => thing.Equals(name, StringComparison.OrdinalIgnoreCase)) : null;

    private static string Article(string name) => $"{("aeiou".Contains(char.ToLowerInvariant(name[0]), StringComparison.Ordinal) ? "an" : "a")} {name}";
}
