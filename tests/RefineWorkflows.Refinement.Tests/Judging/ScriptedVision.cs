using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Tests.Judging;

/// <summary>A vision model that answers by a function, and remembers what it was asked.</summary>
internal sealed class ScriptedVision(Func<ChatRequest, string> answer, bool sees = true) : IChatModel
{
    public string Id => "scripted-vision";

    public List<ChatRequest> Requests { get; } = [];

    public Task<bool> SeesPicturesAsync(CancellationToken cancellationToken) => Task.FromResult(sees);

    public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(new ChatReply(answer(request)));
    }
}
