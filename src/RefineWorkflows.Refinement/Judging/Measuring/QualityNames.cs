namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>What qualities are called before people.</summary>
internal static class QualityNames
{
    public static string Of(Quality quality) => quality switch
    {
        Quality.Fire => "fire colours",
        Quality.Clutter => "busyness",
        Quality.BackgroundWarmth => "background warmth",
        Quality.SubjectArea => "subject size",
        Quality.SubjectX => "subject's place across",
        Quality.SubjectY => "subject's place down",
        Quality.SubjectCount => "number of subjects",
        Quality.SubjectPresence => "subject's presence",
        _ => quality.ToString().ToLowerInvariant(),
    };
}
