using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>Holds what a prompt says about places against what was found in a picture. Only the boxes are taken from a model; whether a relation holds is decided here.</summary>
public static class SpatialVerifier
{
    public static SpatialReport Verify(SpatialPrompt prompt, SpatialScene scene)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(scene);
        string[] names = [.. prompt.Things.Concat(prompt.Claims.SelectMany(claim => claim.Needs)).Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        ThingFinding[] things = [.. names.Select(name => Find(name, scene))];
        ClaimFinding[] claims = [.. prompt.Claims.Select(claim => Check(claim, scene))];
        double[] known = [.. claims.Select(claim => claim.Value).OfType<double>()];
        double? presence = things.Length > 0 ? things.Count(thing => thing.Count > 0) / (double)things.Length : null;
        double? relation = known.Length > 0 ? known.Average() : null;
        return new SpatialReport(Read(presence, relation, things, claims), presence, relation, things, claims);
    }

    private static ChannelReading Read(double? presence, double? relation, ThingFinding[] things, ClaimFinding[] claims)
    {
        if (presence is null && relation is null)
        {
            return ChannelReading.Missing(claims.Length == 0
                ? "the prompt names no thing, place or number that can be looked for"
                : $"nothing that the prompt says of places can be known: {string.Join("; ", claims.Select(claim => claim.Because))}");
        }

        return ChannelReading.Of((presence ?? 1) * (relation ?? 1), [.. things.Select(Tell), .. claims.Select(Tell)]);
    }

    private static ThingFinding Find(string name, SpatialScene scene)
    {
        IReadOnlyList<FoundThing> found = scene.Named(name);
        return found.Count == 0
            ? new ThingFinding(name, 0, 0, null)
            : new ThingFinding(name, found.Count, Share(found, scene), Zone.Of(found[0].Box, scene.Width, scene.Height));
    }

    private static double Share(IReadOnlyList<FoundThing> found, SpatialScene scene) => Math.Min(1, found.Sum(thing => thing.Area) / ((double)scene.Width * scene.Height));

    private static ClaimFinding Check(SpatialClaim claim, SpatialScene scene) => claim switch
    {
        RelationClaim relation => CheckRelation(relation, scene),
        CountClaim count => CheckCount(count, scene),
        ShareClaim share => CheckShare(share, scene),
        PlaceClaim place => CheckPlace(place, scene),
        LightClaim light => CheckLight(light, scene),
        _ => throw new QualityException($"The claim '{claim}' is of a kind that geometry does not know: {claim.GetType().Name}."),
    };

    private static ClaimFinding CheckRelation(RelationClaim claim, SpatialScene scene)
    {
        bool sameKind = claim.Subject.Trim().Equals(claim.Other.Trim(), StringComparison.OrdinalIgnoreCase);
        if (sameKind && claim.Relation != RelationKind.NextTo)
            return new ClaimFinding(claim, null, $"of two things with one name, '{claim.Subject}', nobody knows which is meant");
        IReadOnlyList<FoundThing> subjects = scene.Named(claim.Subject);
        IReadOnlyList<FoundThing> others = sameKind ? [.. subjects.Skip(1)] : scene.Named(claim.Other);
        if (subjects.Count == 0 || others.Count == 0)
            return new ClaimFinding(claim, 0, $"{(subjects.Count == 0 ? claim.Subject : claim.Other)} is not there");
        (FoundThing subject, FoundThing other) = (subjects[0], others[0]);
        double? value = Geometry.Value(claim.Relation, subject.Box, other.Box) ?? InDepth(claim.Relation, subject, other);
        return value is null
            ? new ClaimFinding(claim, null, "no source of depth says which is nearer")
            : new ClaimFinding(claim, value, $"{claim.Subject} at {Place(subject.Box)}, {claim.Other} at {Place(other.Box)}");
    }

    private static double? InDepth(RelationKind relation, FoundThing subject, FoundThing other)
        => subject.Depth is { } near && other.Depth is { } far ? (relation == RelationKind.InFrontOf ? near < far : near > far) ? 1 : 0 : null;

    private static ClaimFinding CheckCount(CountClaim claim, SpatialScene scene)
    {
        int found = scene.Named(claim.Thing).Count;
        return new ClaimFinding(claim, Geometry.CountValue(claim.Count, found), string.Create(CultureInfo.InvariantCulture, $"{found} found"));
    }

    private static ClaimFinding CheckShare(ShareClaim claim, SpatialScene scene)
    {
        double share = Share(scene.Named(claim.Thing), scene);
        return new ClaimFinding(claim, Geometry.ShareValue(claim.Least, claim.Most, share), string.Create(CultureInfo.InvariantCulture, $"it covers {share * 100:0.#} %"));
    }

    private static ClaimFinding CheckPlace(PlaceClaim claim, SpatialScene scene)
    {
        if (scene.Named(claim.Thing) is not [var found, ..])
            return new ClaimFinding(claim, 0, $"{claim.Thing} is not there");
        double value = Geometry.PlaceValue(claim.At, found.Box.CentreX / scene.Width, found.Box.CentreY / scene.Height);
        return new ClaimFinding(claim, value, $"it is {Zone.Of(found.Box, scene.Width, scene.Height)}");
    }

    private static ClaimFinding CheckLight(LightClaim claim, SpatialScene scene) => scene.Light is { } side
        ? new ClaimFinding(claim, (claim.From == LightSide.None ? side == LightSide.None : (side & claim.From) == claim.From) ? 1 : 0, new LightClaim(side).ToString())
        : new ClaimFinding(claim, null, "nobody looked where light comes from");

    private static string Place(Box box) => string.Create(CultureInfo.InvariantCulture, $"({box.CentreX:0}, {box.CentreY:0})");

    private static string Tell(ThingFinding thing) => thing.Count == 0
        ? $"{thing.Thing}: not found"
        : string.Create(CultureInfo.InvariantCulture, $"{thing.Thing}: {thing.Count} found, {thing.Zone}, {thing.Share * 100:0.#} % of the picture");

    private static string Tell(ClaimFinding claim) => claim.Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{claim.Claim}: {value:0.##} ({claim.Because})")
        : $"{claim.Claim}: unknown ({claim.Because})";
}
