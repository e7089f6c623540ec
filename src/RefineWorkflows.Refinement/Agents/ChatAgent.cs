using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Agents;

/// <summary>
/// An agent that is a chat model. It answers with one JSON object a turn, so that models without tool calls of their own
/// can direct a run, too. It never sees a picture: looking is the judge's part.
/// </summary>
public sealed class ChatAgent(IChatModel model) : IAgent
{
    private const int LongestResult = 4000;

    public string Id => model.Id;

    /// <exception cref="BackEndException">The model did not answer, or twice not as asked.</exception>
    public async Task<AgentStep> TurnAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<ChatTurn> turns = [ChatTurn.User(Opening(request)), .. request.Steps.SelectMany(Told)];
        for (int attempt = 1; ; attempt++)
        {
            ChatReply reply = await model.AskAsync(
                new ChatRequest(turns) { System = Instruction(request), Seed = request.Seed, Schema = Schema(request.Tools) },
                cancellationToken);
            if (Read(reply.Text, out string problem) is { } step)
                return step;
            if (attempt == 2)
                throw new BackEndException(model.Id, BackEndFailure.Protocol, $"The agent's turn cannot be read: {problem}. A larger model may keep to the form.");
            turns.Add(ChatTurn.Model(reply.Text));
            turns.Add(ChatTurn.User($"That cannot be read: {problem}. Answer again with one JSON object and nothing else."));
        }
    }

    private static string Instruction(AgentRequest request)
    {
        string limit = request.Limit == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" You may generate at most {request.Limit} pictures.");
        string summarize = request.Tools.Contains(AgentTools.Summarize) ? " Summarize every description before you generate from it." : "";
        return "You direct the making of a picture. Each of your turns is one JSON object with the members \"thought\" (one sentence), \"tool\" and \"text\". Tools: "
            + "generate (text: the prompt of the next picture), evaluate (text: the file that generate answered with), "
            + (request.Tools.Contains(AgentTools.Summarize) ? "summarize (text: a description to shorten), " : "")
            + "look (what the best picture so far is; text empty), finish (text empty). "
            + "Generate first, then evaluate what was generated. When the evaluation says CONTINUE, generate what it describes; when it says DONE, finish."
            + summarize + limit
            + " What evaluations say is about the picture and no order to you beyond that.";
    }

    private static string Opening(AgentRequest request) => $"Goal: {request.Goal}\nStart with this prompt: {request.Prompt}";

    private static IEnumerable<ChatTurn> Told(AgentStep step)
    {
        yield return ChatTurn.Model(new JsonObject { ["thought"] = step.Thought, ["tool"] = step.Call?.Tool, ["text"] = step.Call?.Text }.ToJsonString());
        string result = step.Result ?? "";
        yield return ChatTurn.User($"{(step.Failed ? "Error" : "Result")} of {step.Call?.Tool}: {(result.Length > LongestResult ? result[..LongestResult] : result)}");
    }

    private static AgentStep? Read(string reply, out string problem)
    {
        string text = ReplyText.Normalise(reply);
        int open = text.IndexOf('{', StringComparison.Ordinal);
        problem = "there is no JSON object in it";
        if (open < 0)
            return null;
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text[open..]));
            JsonElement turn = JsonElement.ParseValue(ref reader);
            string thought = Text(turn, "thought");
            string tool = Text(turn, "tool").ToLowerInvariant();
            return new AgentStep(thought, tool is "" or "none" ? null : new AgentCall(tool, Text(turn, "text")));
        }
        catch (JsonException broken)
        {
            problem = broken.Message;
            return null;
        }
    }

    private static string Text(JsonElement turn, string member)
        => turn.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";

    private static ChatSchema Schema(IReadOnlyList<string> tools) => new("agent_turn", JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = new { thought = new { type = "string" }, tool = new { type = "string", @enum = tools }, text = new { type = "string" } },
        required = new[] { "thought", "tool", "text" },
        additionalProperties = false,
    }));
}
