using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Backends.ComfyUi;
using RefineWorkflows.Refinement.Backends.Gemini;
using RefineWorkflows.Refinement.Backends.Ollama;
using RefineWorkflows.Refinement.Backends.OpenAi;
using RefineWorkflows.Refinement.Backends.WebUi;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Server.Composition;

/// <summary>One configured back end and the client that speaks its language.</summary>
/// <param name="Settings">As it was configured.</param>
/// <param name="AskAsync">Asks it what it is and whether it has what the settings want.</param>
/// <param name="Generator">The client of one that paints; null of one that talks.</param>
/// <param name="Chat">The client of one that talks; null of one that paints.</param>
internal sealed record ModelServer(BackEndSettings Settings, Func<CancellationToken, Task<BackEndState>> AskAsync, IImageGenerator? Generator, IChatModel? Chat) : IDisposable
{
    /// <summary>
    /// Makes the client. Nothing is sent before it is used. One that cannot be made, because of its workflow say, neither
    /// paints nor talks, and says why when it is asked: the others go on being of use.
    /// </summary>
    public static ModelServer Of(BackEndSettings settings, ReturnedClips clips, TimeProvider time)
    {
        try
        {
            return Client(settings, clips, time);
        }
        catch (RefinementException unusable)
        {
            return new ModelServer(settings, _ => Task.FromException<BackEndState>(new BackEndException(settings.Name, BackEndFailure.InvalidRequest, unusable.Message, unusable)), null, null);
        }
    }

    public void Dispose()
    {
        (Generator as IDisposable)?.Dispose();
        (Chat as IDisposable)?.Dispose();
    }

    private static ModelServer Client(BackEndSettings settings, ReturnedClips clips, TimeProvider time)
    {
        switch (settings.Kind)
        {
            case BackEndKind.ComfyUi:
                var comfy = new ComfyGenerator(settings, time, clips);
                return new ModelServer(settings, comfy.AskAsync, comfy, null);
            case BackEndKind.WebUi:
                var webUi = new WebUiGenerator(settings, time);
                return new ModelServer(settings, webUi.AskAsync, webUi, null);
            case BackEndKind.OpenAiImages:
                var images = new OpenAiImages(settings, time);
                return new ModelServer(settings, images.AskAsync, images, null);
            case BackEndKind.OpenAiChat:
                var chat = new OpenAiChat(settings, time);
                return new ModelServer(settings, chat.AskAsync, null, chat);
            case BackEndKind.GeminiImages:
                var painter = new GeminiImages(settings, time);
                return new ModelServer(settings, painter.AskAsync, painter, null);
            case BackEndKind.GeminiChat:
                var gemini = new GeminiChat(settings, time);
                return new ModelServer(settings, gemini.AskAsync, null, gemini);
            case BackEndKind.Ollama:
                var ollama = new OllamaChat(settings, time);
                return new ModelServer(settings, ollama.AskAsync, null, ollama);
            default:
                throw new ArgumentOutOfRangeException(nameof(settings), settings.Kind, "There is no client for this kind.");
        }
    }
}
