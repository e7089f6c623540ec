using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Lets a chat model that can see describe a reference and compare pictures with it. Every call stands alone, at temperature 0.</summary>
/// <param name="model">The model. One that cannot see is refused.</param>
/// <param name="coarseOnly">Whether it is asked only about coarse axes; wise below about eight billion parameters.</param>
public sealed class ChatAxisJudge(IChatModel model, bool coarseOnly) : IAxisJudge
{
    public string Id => model.Id;

    public IReadOnlyList<PromptStamp> Prompts => AxisQuestions.Stamps;

    public bool CoarseOnly => coarseOnly;

    public AxisSet Axes => AxisSet.Default;

    public int Patience => 4;

    public Task PrepareAsync(CancellationToken cancellationToken) => Sight.RequireAsync(model, "judge", cancellationToken);

    public async Task<ReferenceDescription> DescribeAsync(AxisSet axes, ReadOnlyMemory<byte> reference, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> picture = await ModelPicture.PrepareAsync(reference, cancellationToken);
        AxisReading<ReferenceDescription> last = await AskAsync(
            again => AxisQuestions.Describe(axes, picture, again ? DescribeReply.Reminder : null),
            reply => DescribeReply.Read(axes, reply),
            _ => true,
            DescribeReply.Retries,
            cancellationToken);
        return last.Value ?? throw new DescriptionException(Id, last);
    }

    public async Task<AxisReading<AxisComparison>> CompareAsync(
        AxisSet axes, ReferenceDescription reference, ReadOnlyMemory<byte> referencePicture, ReadOnlyMemory<byte> generated, bool anchor, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> picture = await ModelPicture.PrepareAsync(generated, cancellationToken);
        if (anchor)
            return await CompareAsync(axes, reference, reminder => AxisQuestions.Compare(axes, reference, picture, coarseOnly, reminder), anchor, cancellationToken);
        ReadOnlyMemory<byte> first = await ModelPicture.PrepareAsync(referencePicture, cancellationToken);
        return await CompareAsync(axes, reference, reminder => AxisQuestions.Compare(axes, first, picture, coarseOnly, reminder), anchor, cancellationToken);
    }

    private async Task<AxisReading<AxisComparison>> CompareAsync(AxisSet axes, ReferenceDescription reference, Func<string?, ChatRequest> question, bool anchor, CancellationToken cancellationToken)
    {
        AxisReading<ComparedAxes> last = await AskAsync(
            again => question(again ? CompareReply.Reminder : null),
            reply => CompareReply.Read(axes, reply, coarseOnly),
            compared => !compared.NeedsAnotherTry,
            CompareReply.Retries,
            cancellationToken);
        return new(last.Value is { } compared ? AxisComparison.Of(axes, reference, compared, coarseOnly, anchor) : null, last.Problem, last.Reply);
    }

    /// <summary>Asks until a reading is good. Otherwise the last one that could be read counts, and without any the last problem.</summary>
    private async Task<AxisReading<T>> AskAsync<T>(Func<bool, ChatRequest> question, Func<string, AxisReading<T>> read, Func<T, bool> isGood, int retries, CancellationToken cancellationToken)
        where T : class
    {
        AxisReading<T>? kept = null;
        for (int attempt = 0; attempt <= retries; attempt++)
        {
            AxisReading<T> reading = await AskOnceAsync(question(attempt > 0), read, keepToSchema: attempt == 0, cancellationToken);
            if (reading.Value is { } value && isGood(value))
                return reading;
            kept = reading.Value is not null || kept?.Value is null ? reading : kept;
        }

        return kept!;
    }

    /// <summary>A model that cannot keep to the schema fails the first call; its free reply may still be read.</summary>
    private async Task<AxisReading<T>> AskOnceAsync<T>(ChatRequest request, Func<string, AxisReading<T>> read, bool keepToSchema, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return read((await model.AskAsync(keepToSchema ? request : request with { Schema = null }, cancellationToken)).Text);
        }
        catch (BackEndException failure) when (failure.Failure == BackEndFailure.Protocol)
        {
            return new AxisReading<T>(null, failure.Message, "");
        }
    }
}
