using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Activities;

[Activity("Refine.UpdateFailurePatterns", "Tuner", "Looks for what goes wrong again and again, in low grades and in lost votes, and writes it in words into the memory block quality_standards.")]
public sealed class UpdateFailurePatterns(GradedPictures graded, MaterialSource collect, MemoryBook memory, Archive archive) : Activity
{
    [Input("Whose. Empty: owner.")]
    public Input<string?> User { get; } = new(UserName.Default);

    [Output("The patterns that were not known before, in sentences.")]
    public Output<IReadOnlyList<string>> NewPatterns { get; } = new();

    [Output("All patterns that are known now.")]
    public Output<IReadOnlyList<FailurePattern>> Patterns { get; } = new();

    // Repeated after a crash it finds the same and merges it into the same.
    public override EffectKind Effect => EffectKind.Local;

    protected override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string user = context.Get(User) is { Length: > 0 } name ? name : UserName.Default;
        IReadOnlyList<GradedPicture> pictures = await graded.ListAsync(user, context.CancellationToken);
        await archive.AppendAsync(user, pictures.Select(Entry), context.CancellationToken);
        TrainingMaterial material = await collect(user, context.CancellationToken);
        FailurePattern[] found = [.. LowGrades.Find(pictures), .. LostVotes.Find(material.Set.Features.Names, material.Set.Pairs)];
        IReadOnlyList<FailurePattern> fresh = [];
        MemoryBlock block = await memory.EditAsync(user, MemoryLabels.QualityStandards, standards => fresh = FailurePatterns.Merge(standards, found, context.Now), "tuner", context.CancellationToken);
        context.Set(NewPatterns, [.. fresh.Select(one => one.Description)]);
        context.Set(Patterns, FailurePatterns.Of(block));
        context.Complete();
    }

    private static ArchiveEntry Entry(GradedPicture picture)
    {
        var scores = new Dictionary<string, double>(picture.Scores);
        if (picture.Score is { } final)
            scores["final"] = final;
        return new ArchiveEntry(picture.Id, picture.At, scores, picture.Grade) { Text = picture.Prompt };
    }
}
