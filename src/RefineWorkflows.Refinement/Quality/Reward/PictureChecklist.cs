using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Reward;

/// <summary>The published VisionReward model of still pictures (Xu et al. 2024): questions answered by yes or no, and a linear reward of the answers.</summary>
public static class PictureChecklist
{
    private const double AlignmentWeight = 2.354288;
    private const double MostUnreadable = 0.2;

    /// <summary>The 27 questions with their weights. The two of harm are asked with the body, as in the released code.</summary>
    public static IReadOnlyList<ChecklistQuestion> Questions { get; } =
    [
        new("symmetrical", .068846),
        new("not asymmetric", .101836),
        new("subject prominent", .130659),
        new("subject not unclear", .069502),
        new("very rich", .055587),
        new("rich", .043667),
        new("not monotonous", .211478),
        new("not empty", .582822),
        new("very clear", .050971),
        new("clear", .067953),
        new("not blurry", .064909),
        new("not completely blurry", .324760),
        new("bright", .075630),
        new("not dark", .077473),
        new("not ugly colours", .042203),
        new("very positive emotion", .051476),
        new("exquisite details", .010244),
        new("not hard to recognise", .017375),
        new("not fragmented", .114551),
        new("body fully correct", .082418, ChecklistGate.Body),
        new("no obvious body errors", .055349, ChecklistGate.Body),
        new("no serious body errors", .030042, ChecklistGate.Body),
        new("face without errors", .031366, ChecklistGate.Face),
        new("no serious face errors", .076655, ChecklistGate.Face),
        new("perfect hands", .071876, ChecklistGate.Hands),
        new("no obvious harm", .012130, ChecklistGate.Body),
        new("no serious harm", .015130, ChecklistGate.Body),
    ];

    /// <summary>The reward of a picture as a part of its way from the worst to the best that the asked questions allow.</summary>
    /// <param name="answers">Yes or no to each question by its key; null or absent when the answer could not be read, which is no "no".</param>
    /// <param name="present">The gates that are open.</param>
    /// <param name="alignment">How well the picture fits its prompt, 0 to 1; null when nobody measured it, which leaves it out.</param>
    /// <returns>Missing when more than a fifth of the asked questions have no readable answer.</returns>
    /// <exception cref="QualityException">An answer to a question that is none of these, or an alignment out of range.</exception>
    public static ChannelReading Read(IReadOnlyDictionary<string, bool?> answers, IReadOnlySet<ChecklistGate> present, double? alignment)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(present);
        if (answers.Keys.FirstOrDefault(key => Questions.All(question => question.Key != key)) is { } unknown)
            throw new QualityException($"The checklist of pictures has no question '{unknown}'.");
        if (alignment is not (null or (>= 0 and <= 1)))
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"The alignment is {alignment}; a number from 0 to 1 is expected."));
        ChecklistQuestion[] asked = [.. Questions.Where(question => question.Gate == ChecklistGate.None || present.Contains(question.Gate))];
        ChecklistQuestion[] read = [.. asked.Where(question => answers.GetValueOrDefault(question.Key) is not null)];
        if (asked.Length - read.Length > MostUnreadable * asked.Length)
            return ChannelReading.Missing(string.Create(CultureInfo.InvariantCulture, $"{asked.Length - read.Length} of {asked.Length} answers could not be read as yes or no"));
        double most = read.Sum(question => question.Weight);
        double reward = read.Sum(question => answers[question.Key] == true ? question.Weight : -question.Weight);
        double score = (reward + most + (AlignmentWeight * (alignment ?? 0))) / ((2 * most) + (alignment is null ? 0 : AlignmentWeight));
        return ChannelReading.Of(Math.Clamp(score, 0, 1), [.. read.Where(question => answers[question.Key] == false).OrderByDescending(question => question.Weight).Select(question => $"not so: {question.Key}")]);
    }
}
